import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.js'
import { createRunFolder, locateRun } from '../../src/checkpoint/run-folder.js'
import { MigrationError } from '../../src/outcome/migration-error.js'
import { encodeEntry } from '../../src/checkpoint/lines/entry-line.js'
import { encodeEntries } from './encode-entries.js'
import { header } from './entries.js'
import { openSmallRun } from './open-small-run.js'
import { createTemporaryFolder } from './temporary-folder.js'

const entries: CheckpointEntry[] = [
  header,
  { t: 'open', at: 0 },
  { t: 'begin', n: 1, key: 'ä1', at: 1 },
  { t: 'begin', n: 2, key: 'k2', at: 1 },
  { t: 'created', n: 1, id: 'id1', at: 5, ms: 4, left: 2 },
  { t: 'rejected', n: 3, at: 5, key: 'k3', codes: ['email_invalid'] },
  { t: 'step', n: 1, unit: 'identity:google', ok: true, at: 6 },
  { t: 'created', n: 2, id: 'id2', at: 7, ms: 6, left: 0 },
  { t: 'batch', unit: 'role:r1', n: [1], ok: false, at: 8, code: 'role_missing' },
]
const lines = encodeEntries(entries)
const whole = Buffer.from(lines.join(''))

describe('a torn checkpoint', () => {
  it('goes on from every byte of its last three lines', async () => {
    const run = locateRun(createTemporaryFolder())
    await createRunFolder(run)
    const ends = lines.map((_, index) => Buffer.byteLength(lines.slice(0, index + 1).join('')))
    for (let size = ends.at(-4)!; size <= whole.length; size += 1) {
      writeFileSync(run.checkpoint, whole.subarray(0, size))
      const kept = ends.filter((end) => end <= size).length
      const opened = await openSmallRun(run, {
        input: [{ path: 'elsewhere/users.csv', size: 10, sha256: 'ab' }],
        mode: 'resume',
      })
      expect(opened.cutBytes).toBe(size - ends[kept - 1]!)
      await opened.close('interrupted')
      const text = await readFile(run.checkpoint, 'utf8')
      // All whole lines stay as they were; the new session begins on a line of its own.
      expect(text.startsWith(lines.slice(0, kept).join(''))).toBe(true)
      const read = await readCheckpoint(run.checkpoint)
      expect({ lines: read.lines, tornBytes: read.tornBytes }).toEqual({ lines: kept + 2, tornBytes: 0 })
      expect(read.state.begun.has(2)).toBe(kept < 8)
    }
  })
})

const readDamaged = async (text: string): Promise<unknown> => {
  const path = join(createTemporaryFolder(), 'checkpoint.ndjson')
  writeFileSync(path, text)
  return readCheckpoint(path).catch((cause: unknown) => cause)
}

describe('whole lines', () => {
  /** Neither the last lines, whose absence nothing can tell, nor the first. */
  const place = fc.integer({ min: 1, max: lines.length - 2 })

  it.each<[string, (index: number) => string[]]>([
    ['missing', (index) => lines.toSpliced(index, 1)],
    ['doubled', (index) => lines.toSpliced(index, 0, lines[index]!)],
    ['out of order', (index) => lines.toSpliced(index, 2, lines[index + 1]!, lines[index]!)],
  ])('%s are found, wherever they stood', async (_title, change) => {
    await fc.assert(
      fc.asyncProperty(place, async (index) => {
        const error = await readDamaged(change(index).join(''))
        expect(error).toMatchObject({
          code: 'checkpoint_damaged',
          message: expect.stringMatching(/missing, doubled or out of order/),
        })
      }),
    )
  })

  it('of format 1 have no chain and are read as before', async () => {
    const old = [{ ...header, format: 1 }, ...entries.slice(1)].map(encodeEntry)
    expect(await readDamaged(old.join(''))).toMatchObject({ lines: entries.length, tornBytes: 0 })
    expect(await readDamaged(old.toSpliced(5, 1).join(''))).toMatchObject({ lines: entries.length - 1 })
  })
})

describe('a damaged checkpoint', () => {
  it('names the line of any changed byte', async () => {
    const path = join(createTemporaryFolder(), 'checkpoint.ndjson')
    // The last line feed apart: without it the line counts as torn, and is reported as that.
    const place = fc.integer({ min: 0, max: whole.length - 2 })
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (offset, mask) => {
        const bytes = Buffer.from(whole)
        bytes[offset]! ^= mask
        writeFileSync(path, bytes)
        const error: unknown = await readCheckpoint(path).catch((cause: unknown) => cause)
        if (!(error instanceof MigrationError)) throw new Error('the damage passed unseen')
        const line = whole.subarray(0, offset).toString('latin1').split('\n').length
        if (error.code === 'checkpoint_newer') expect(line).toBe(1)
        else expect(error.message).toContain(`${path}:${line} is damaged`)
      }),
      { numRuns: 500 },
    )
  })

  it.each<{ id: string; entries: CheckpointEntry[]; line: number; says: RegExp }>([
    { id: 'a line twice', entries: [...entries.slice(0, 5), entries[4]!], line: 6, says: /was not begun/ },
    { id: 'a line missing', entries: [entries[0]!, entries[4]!], line: 2, says: /was not begun/ },
    { id: 'no header', entries: entries.slice(1), line: 1, says: /first line must be the run/ },
    { id: 'two headers', entries: [header, header], line: 2, says: /second run/ },
    {
      id: 'a unit twice',
      entries: [...entries.slice(0, 7), entries[6]!],
      line: 8,
      says: /identity:google" twice/,
    },
    {
      id: 'an outcome twice',
      entries: [...entries, { t: 'begin', n: 2, key: 'k2' }],
      line: 10,
      says: /its outcome/,
    },
  ])('says what contradicts: $id', async ({ entries, line, says }) => {
    const path = join(createTemporaryFolder(), 'checkpoint.ndjson')
    writeFileSync(path, encodeEntries(entries).join(''))
    const error: unknown = await readCheckpoint(path).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ reason: 'checkpoint', code: 'checkpoint_damaged' })
    expect(error).toMatchObject({ message: expect.stringContaining(`${path}:${line} is damaged`) })
    expect(error).toMatchObject({ message: expect.stringMatching(says) })
  })
})
