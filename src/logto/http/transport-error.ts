/**
 * What the target can have seen of a request that was not answered: `connect` certainly nothing, `unknown`
 * perhaps all of it.
 */
export type TransportPhase = 'connect' | 'unknown'

/** No usable answer came. Holds route and code only: no address of a person, no header, no body. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly phase: TransportPhase
  /** System or library code: `ECONNREFUSED`, `UND_ERR_HEADERS_TIMEOUT`, `invalid_body`, … */
  readonly code: string
  /** Set when the target named a time to wait. */
  readonly retryAfterMs: number | undefined

  /** The code of what went wrong first, where this failure is only what followed. */
  readonly firstCode: string

  constructor(
    phase: TransportPhase,
    code: string,
    route: string,
    options: { retryAfterMs?: number; firstCode?: string } = {},
  ) {
    super(`${route}: ${phase === 'connect' ? 'not sent' : 'no usable answer'} (${code})`)
    this.phase = phase
    this.code = code
    this.firstCode = options.firstCode ?? code
    this.retryAfterMs = options.retryAfterMs
  }
}
