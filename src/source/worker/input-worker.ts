import { parentPort, workerData } from 'node:worker_threads'
import { MigrationError } from '../../outcome/migration-error.js'
import { InputWatch } from '../bytes/input-watch.js'
import { InputNotes } from '../input/input-notes.js'
import { openInput } from '../input/open-input.js'
import { RecordPacker } from '../json/packed/record-packer.js'
import type { SourceRecord } from '../source-record.js'
import { packRows } from './packed-rows.js'
import { batchesAhead, type Noticed, type WorkerInput, type WorkerMessage } from './worker-messages.js'

/*
 * The thread that reads one file: bytes, encoding, csv-parse or the search for the ends of JSON, and what is made of
 * records that are broken. The other thread, which has asked for it, makes the records.
 */

const port = parentPort!
const { path, options, watched }: WorkerInput = workerData

const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer)

let credit = batchesAhead
let wake: (() => void) | undefined
port.on('message', () => {
  credit += 1
  wake?.()
})

/** Waits until the other thread has taken what lies before it. */
const takeCredit = async (): Promise<void> => {
  while (credit === 0) await new Promise<void>((resolve) => (wake = resolve))
  credit -= 1
}

const nothing = {}

const readAll = async (): Promise<void> => {
  const notes = new InputNotes()
  const cellsOfRows: (readonly string[])[] = []
  const packer = options.format === 'json' || options.format === 'ndjson' ? new RecordPacker() : undefined
  const records: AsyncIterable<SourceRecord[]> = openInput([path], {
    ...options,
    // A file is meant; a pipe is read once, by the thread that has it.
    stdin: noBytes(),
    watch: watched === undefined ? undefined : new InputWatch([watched]),
    notes,
    packer,
    createRowBuilder: (columns) => {
      send({ kind: 'columns', columns: [...columns] })
      return (cells) => {
        cellsOfRows.push(cells)
        return nothing
      }
    },
  })
  const noticed = (): Noticed => ({ notes: notes.take(), pages: notes.takePages() })
  for await (const batch of records) {
    await takeCredit()
    if (packer === undefined) {
      const goodCount = batch.reduce((sum, { problem }) => (problem === undefined ? sum + 1 : sum), 0)
      const rows = packRows(batch, cellsOfRows.splice(0, goodCount))
      send({ ...rows, ...noticed() }, [rows.ends.buffer, rows.lines.buffer])
    } else {
      const packed = packer.pack(batch)
      const { ends, shapes, places, lines } = packed
      send({ ...packed, ...noticed() }, [ends.buffer, shapes.buffer, places.buffer, lines.buffer])
    }
  }
  send({ kind: 'end', ...noticed() })
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // There are none.
}

try {
  await readAll()
} catch (error) {
  if (!(error instanceof MigrationError)) throw error
  const { reason, code, message } = error
  send({ kind: 'refused', reason, code, message })
}
port.close()
