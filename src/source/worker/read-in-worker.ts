import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { MigrationError } from '../../outcome/migration-error.js'
import { createRowBuilder, type RowBuilder } from '../csv/row-builder.js'
import type { RecordCounter } from '../input/record-counter.js'
import { RecordUnpacker } from '../json/packed/record-unpacker.js'
import type { SourceRecord } from '../source-record.js'
import { unpackRows } from './packed-rows.js'
import type { Noticed, WorkerInput, WorkerMessage } from './worker-messages.js'

/** Below it, starting a thread costs more than it saves. */
const leastBytes = 8 * 1024 * 1024

const workerFile = new URL('input-worker.js', import.meta.url)

/** Whether a file is large enough, and there is a second processor for it. */
export const isWorthAWorker = async (path: string): Promise<boolean> => {
  if (availableParallelism() < 2) return false
  const info = await stat(path).catch(() => undefined)
  if (info === undefined || !info.isFile() || info.size < leastBytes) return false
  // The sources run as they are under tests; the thread runs what was built.
  return existsSync(fileURLToPath(workerFile))
}

/**
 * The records of a file of CSV or JSON, which is read in a thread of its own while this one works on the records before:
 * reading takes a third of the processor's time that a dry run needs. Nothing else differs from the readers themselves.
 *
 * @param input what `openInput` was given for the file
 */
export const readInWorker = async function* (
  input: WorkerInput,
  counter: RecordCounter,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceRecord[]> {
  const inbox = new Inbox(input)
  const stop = (): void => inbox.fail(signal?.reason)
  signal?.addEventListener('abort', stop)
  let columnCount = 0
  let buildRow: RowBuilder = () => ({})
  const unpacker = new RecordUnpacker()
  try {
    while (true) {
      const message = await inbox.next()
      if (message.kind === 'refused') {
        throw new MigrationError(message.reason, message.code, message.message)
      }
      if (message.kind === 'columns') {
        columnCount = message.columns.length
        buildRow = createRowBuilder(message.columns)
        continue
      }
      noteAll(message, counter)
      if (message.kind === 'end') return
      if (message.kind === 'rows') yield* unpackRows(message, columnCount, buildRow, counter)
      else yield* unpacker.unpack(message, counter)
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    await inbox.close()
  }
}

const noteAll = ({ notes, pages }: Noticed, counter: RecordCounter): void => {
  for (const { code, line, message, count } of notes) {
    // This thread has said so when it opened the file.
    if (code !== 'encoding_guessed') counter.note(code, line, message, count)
  }
  for (const { items, hints } of pages) counter.page(items, hints)
}

/** What the thread has sent and nobody has read; asks for more as it is taken. */
class Inbox {
  readonly #worker: Worker
  readonly #messages: WorkerMessage[] = []
  #failure: { error: unknown } | undefined
  #wake: (() => void) | undefined

  constructor(input: WorkerInput) {
    this.#worker = new Worker(workerFile, {
      workerData: input,
      // Rows live for a moment; a large heap would only put their collection off.
      resourceLimits: { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 256 },
    })
    this.#worker.on('message', (message: WorkerMessage) => {
      this.#messages.push(message)
      this.#wake?.()
    })
    this.#worker.on('error', (error) => this.fail(error))
    this.#worker.on('exit', (code) => {
      if (code !== 0) this.fail(new Error(`The thread that reads ${input.path} ended with ${code}.`))
    })
  }

  /** Whoever waits, now or later, gets the error. */
  fail(error: unknown): void {
    this.#failure ??= { error }
    this.#wake?.()
  }

  async next(): Promise<WorkerMessage> {
    while (true) {
      if (this.#failure !== undefined) throw this.#failure.error
      const message = this.#messages.shift()
      if (message !== undefined) {
        if (message.kind === 'rows' || message.kind === 'records') this.#worker.postMessage('more', [])
        return message
      }
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit')
    await this.#worker.terminate()
  }
}
