import type { Dispatcher } from 'undici'

/** What came back, as it came. */
export interface HttpAnswer {
  status: number
  /** Lower-case names; several values joined by commas. */
  headers: Record<string, string>
  text: string
}

/**
 * Receives one answer of a dispatcher. Does what `pool.request` does, without a stream and an abort signal for
 * each answer: both cost more than the answer itself.
 */
export class HttpAnswerReceiver implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: HttpAnswer) => void
  readonly #reject: (reason: unknown) => void
  /** Called once when the exchange is over, however it ended. */
  onEnd: (() => void) | undefined
  #controller: Dispatcher.DispatchController | undefined
  #abortReason: Error | undefined
  #status = 0
  #headers: Record<string, string> = {}
  #chunks: Buffer[] = []

  constructor(resolve: (answer: HttpAnswer) => void, reject: (reason: unknown) => void) {
    this.#resolve = resolve
    this.#reject = reject
  }

  /** Ends the exchange, whether it has begun or not; the receiver rejects with the reason. */
  abort(reason: Error): void {
    this.#abortReason = reason
    this.onEnd?.()
    this.#reject(reason)
    this.#controller?.abort(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#abortReason !== undefined) controller.abort(this.#abortReason)
  }

  /** Informational answers come before the real one, and are forgotten. */
  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status
    this.#headers = flatten(headers)
    this.#chunks = []
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const [first] = this.#chunks
    const bytes = this.#chunks.length > 1 ? Buffer.concat(this.#chunks) : first
    const text = bytes?.toString() ?? ''
    this.onEnd?.()
    // Some proxies begin with a byte order mark, which is no JSON.
    const hasMark = text.charCodeAt(0) === 0xfeff
    this.#resolve({ status: this.#status, headers: this.#headers, text: hasMark ? text.slice(1) : text })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.onEnd?.()
    this.#reject(error)
  }
}

const flatten = (headers: Record<string, string | string[] | undefined>): Record<string, string> => {
  const flat: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return flat
}
