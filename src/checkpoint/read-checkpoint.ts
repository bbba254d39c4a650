import { stat } from 'node:fs/promises'
import { MigrationError } from '../outcome/migration-error.js'
import { CheckpointState } from './checkpoint-state.js'
import { type CheckpointEntry, checkpointFormat, entrySchema } from './entry.js'
import { LineChain } from './lines/entry-line.js'
import { FrequentEntryReader } from './lines/frequent-entry-reader.js'
import { readBlocks } from './lines/read-lines.js'
import { goOver } from './go-over.js'
import { refuseNewerFormat } from './refuse/refuse-newer-format.js'

export interface ReadCheckpoint {
  state: CheckpointState
  /** Bytes of the file that hold whole lines. */
  validBytes: number
  /** Bytes of a torn last line behind them; 0 when there is none. */
  tornBytes: number
  lines: number
  /** Where the chain of the lines stands: what is appended goes on from there. */
  chain: LineChain
}

/** Goes over the entries of a checkpoint in order. Throws MigrationError('checkpoint') at the first bad line. */
export async function* readEntries(
  path: string,
): AsyncGenerator<CheckpointEntry[], { tornBytes: number; chain: LineChain }> {
  const blocks: AsyncIterator<Buffer, number> = readBlocks(path)
  try {
    return yield* parseBlocks(blocks, path)
  } finally {
    await blocks.return?.()
  }
}

async function* parseBlocks(
  blocks: AsyncIterator<Buffer, number>,
  path: string,
): AsyncGenerator<CheckpointEntry[], { tornBytes: number; chain: LineChain }> {
  let chain = new LineChain(true)
  let reader = new FrequentEntryReader(chain)
  let line = 0
  for (;;) {
    const { value, done } = await blocks.next()
    if (done === true) return { tornBytes: value, chain }
    const entries: CheckpointEntry[] = []
    for (let start = 0; start <= value.length;) {
      const feed = value.indexOf(0x0a, start)
      const end = feed === -1 ? value.length : feed
      line += 1
      const entry = line === 1 ? undefined : reader.read(value, start, end)
      if (entry !== undefined) entries.push(entry)
      else {
        const read = parseEntry(value.toString('utf8', start, end), path, line, chain)
        if (line === 1 && read.t !== 'run') throw damaged(path, line, 'the first line must be the run')
        // The first line is alone in either format, and says which it is.
        if (line === 1 && read.t === 'run' && read.format === 1) {
          chain = new LineChain(false)
          reader = new FrequentEntryReader(chain)
        }
        entries.push(read)
      }
      start = end + 1
    }
    yield entries
  }
}

/**
 * Adds up a checkpoint file. Only a last line without its line feed may be torn; everything else that cannot
 * be read, or contradicts what stands before it, stops with the number of the line.
 */
export const readCheckpoint = async (path: string): Promise<ReadCheckpoint> => {
  const state = new CheckpointState()
  let line = 0
  const { tornBytes, chain } = await goOver(readEntries(path), (entries) => {
    for (const entry of entries) {
      line += 1
      try {
        state.apply(entry)
      } catch (cause) {
        throw damaged(path, line, cause instanceof Error ? cause.message : 'unknown reason', cause)
      }
    }
  })
  const { size } = await stat(path)
  return { state, validBytes: size - tornBytes, tornBytes, lines: line, chain }
}

const parseEntry = (text: string, path: string, line: number, chain: LineChain): CheckpointEntry => {
  if (line === 1) refuseNewerFormat(parseJson(text), path, checkpointFormat)
  const json = chain.verify(text)
  if (json === undefined) {
    const reason = chain.isChained
      ? 'the line and its checksum do not agree: it was changed, or lines before it are missing, doubled or out of order'
      : 'the line and its checksum do not agree'
    throw damaged(path, line, reason)
  }
  const value = parseJson(json)
  if (!isPlausible(value)) {
    const issue = entrySchema.safeParse(value).error?.issues[0]
    throw damaged(
      path,
      line,
      issue === undefined ? 'not an entry' : `${issue.path.join('.')}: ${issue.message}`,
    )
  }
  return value
}

/** The whole schema for rare entries, a look at the fields for the three kinds that make up the file. */
const isPlausible = (value: unknown): value is CheckpointEntry => {
  if (typeof value !== 'object' || value === null) return false
  const entry = value as Record<string, unknown>
  switch (entry['t']) {
    case 'begin':
      return isOrdinal(entry['n']) && typeof entry['key'] === 'string'
    case 'created':
      return (
        isOrdinal(entry['n']) &&
        typeof entry['id'] === 'string' &&
        isCount(entry['left']) &&
        isTime(entry['at'])
      )
    case 'step':
      return (
        isOrdinal(entry['n']) &&
        typeof entry['unit'] === 'string' &&
        typeof entry['ok'] === 'boolean' &&
        isTime(entry['at'])
      )
    default:
      return entrySchema.safeParse(value).success
  }
}

const isOrdinal = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
const isTime = (value: unknown): boolean => typeof value === 'number' && value >= 0

/** Undefined for what is no JSON. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const damaged = (path: string, line: number, reason: string, cause?: unknown): MigrationError =>
  new MigrationError(
    'checkpoint',
    'checkpoint_damaged',
    `${path}:${line} is damaged (${reason}). Only a torn last line can be mended: restore the file from a backup, or begin a new run in another folder (users already there are recognised)`,
    { cause },
  )
