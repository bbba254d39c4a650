import { readUntilAborted } from './read-until-aborted.js'

/** A pipe longer than this is not kept; damage in it costs a little more than what is damaged. */
const limitBytes = 16 * 1024 * 1024

/** The bytes of a pipe, kept from the start as long as they are few, so that they can be read again. */
export class RememberedBytes {
  readonly #source: AsyncIterable<Uint8Array>
  readonly #signal: AbortSignal | undefined
  #kept: Buffer[] | undefined = []
  #keptBytes = 0

  constructor(source: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
    this.#source = source
    this.#signal = signal
  }

  async *read(): AsyncGenerator<Buffer> {
    for await (const part of readUntilAborted(this.#source, this.#signal)) {
      const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
      this.#keptBytes += chunk.length
      if (this.#keptBytes > limitBytes) this.#kept = undefined
      this.#kept?.push(chunk)
      yield chunk
    }
  }

  readAgain(): AsyncIterable<Buffer> | undefined {
    const kept = this.#kept
    if (kept === undefined) return undefined
    return (async function* () {
      yield* kept
    })()
  }
}
