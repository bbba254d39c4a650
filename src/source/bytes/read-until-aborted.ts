import { Readable } from 'node:stream'

/**
 * The parts of a source that may never give another one: a terminal, a pipe that nobody writes to, a share that is gone.
 * Once the signal is aborted nothing more is waited for, neither a part nor the end of the source.
 *
 * @throws the reason of the signal
 */
export const readUntilAborted = async function* <Part>(
  source: AsyncIterable<Part>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Part> {
  if (signal === undefined) return yield* source
  signal.throwIfAborted()
  const parts = source[Symbol.asyncIterator]()
  let refuse: (reason: unknown) => void = () => undefined
  const stop = (): void => refuse(signal.reason)
  const next = (): Promise<IteratorResult<Part>> =>
    new Promise((resolve, reject) => {
      refuse = reject
      parts.next().then(resolve, reject)
    })
  signal.addEventListener('abort', stop)
  try {
    while (true) {
      const { done, value } = await next()
      if (done === true) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', stop)
    if (!signal.aborted) await parts.return?.()
    else {
      // Behind the part that does not come, if there is one.
      parts.return?.().catch(() => undefined)
      if (source instanceof Readable) source.destroy()
    }
  }
}
