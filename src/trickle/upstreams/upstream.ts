/** Somebody at the sign-in page, in the words of the old system. */
export interface Credentials {
  /** Name of the user there. */
  name: string
  password: string
}

/** Asks the old system. Asked once for each try: a second try of a wrong password could lock the account there. */
export interface Upstream {
  /**
   * @returns whether the old system takes the password
   * @throws {UpstreamError} when it does not say
   */
  verify(credentials: Credentials, signal: AbortSignal): Promise<boolean>
  close?(): Promise<void>
}

/**
 * Why an upstream has not said yes or no: a fault of its own (`unavailable`, `timeout`, `unexpected`), a limit of its
 * own (`limited`), our settings there (`misconfigured`), or a state of the account that it names (`blocked`).
 */
export type UpstreamFault = 'unavailable' | 'timeout' | 'unexpected' | 'limited' | 'misconfigured' | 'blocked'

export class UpstreamError extends Error {
  override readonly name = 'UpstreamError'
  readonly fault: UpstreamFault

  /** @param detail never holds what came from the person */
  constructor(fault: UpstreamFault, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.fault = fault
  }
}
