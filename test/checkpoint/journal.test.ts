import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CheckpointState } from '../../src/checkpoint/checkpoint-state.js'
import { type CheckpointEntry, entrySchema } from '../../src/checkpoint/entry.js'
import { encodeEntry, verifyLine } from '../../src/checkpoint/lines/entry-line.js'
import { Journal, type SyncMode } from '../../src/checkpoint/journal.js'
import { readCheckpoint, readEntries } from '../../src/checkpoint/read-checkpoint.js'
import { sessionEntries } from './entries.js'
import { MemoryDisk } from './memory-disk.js'
import { createTemporaryFolder } from './temporary-folder.js'

const syncModes: SyncMode[] = ['always', 'group', 'never']

describe('journal', () => {
  it('loses nothing that it has confirmed, on any disk, at any crash', async () => {
    const path = join(createTemporaryFolder(), 'checkpoint.ndjson')
    await fc.assert(
      fc.asyncProperty(
        sessionEntries(12),
        fc.constantFrom(...syncModes),
        fc.integer({ min: 0, max: 4000 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
        async (entries, syncMode, capacity, pauses) => {
          const disk = new MemoryDisk(capacity)
          const confirmed = await appendAll(
            new Journal(disk, new CheckpointState(), syncMode),
            entries,
            pauses,
          )
          // A SIGKILL keeps what was written; a power cut, at the worst, what was synced.
          const survivors =
            syncMode === 'never' ? [disk.bytes] : [disk.bytes, disk.bytes.subarray(0, disk.syncedBytes)]
          for (const bytes of survivors) {
            writeFileSync(path, bytes)
            const { read, state } = await readAll(path)
            // A prefix in the order of the calls, with all that was confirmed in it.
            expect(read).toEqual(entries.slice(0, read.length))
            expect(read.length).toBeGreaterThanOrEqual(confirmed)
            const begun = new Set(read.flatMap((entry) => (entry.t === 'begin' ? [entry.n] : [])))
            for (const entry of read) if (entry.t === 'created') expect(begun.has(entry.n)).toBe(true)
            expect(describeState(state)).toEqual(describeState(applyAll(read)))
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('takes nothing more after the first failed write', async () => {
    const disk = new MemoryDisk(0)
    const journal = new Journal(disk, new CheckpointState(), 'group')
    const [entry] = fc.sample(sessionEntries(1), 1)[0]!
    await expect(journal.append(entry!)).rejects.toMatchObject({
      reason: 'output',
      code: 'checkpoint_write_failed',
    })
    await expect(journal.append({ t: 'open', at: 0 })).rejects.toMatchObject({
      code: 'checkpoint_write_failed',
    })
    await expect(journal.close()).rejects.toMatchObject({ code: 'checkpoint_write_failed' })
    expect(disk.isClosed).toBe(true)
  })

  it.each<{ mode: SyncMode; syncs: number }>([
    { mode: 'always', syncs: 5 },
    { mode: 'group', syncs: 1 },
    { mode: 'never', syncs: 0 },
  ])('$mode syncs $syncs times for five lines of one turn', async ({ mode, syncs }) => {
    const disk = new MemoryDisk()
    const journal = new Journal(disk, new CheckpointState(), mode)
    const entries: CheckpointEntry[] = fc.sample(sessionEntries(30), 1)[0]!.slice(0, 1)
    for (let at = 0; at < 4; at += 1) entries.push({ t: 'open', at })
    await Promise.all(entries.map((entry) => journal.append(entry)))
    expect(disk.syncs).toBe(syncs)
    await journal.close()
  })
})

describe('lines', () => {
  it('hold nothing that a terminal acts on, and give it back all the same', () => {
    const key = 'a\u001b[31m\u0007\u009b2J\u202e\u2066\u0085\ufeff"\\ä'
    const line = encodeEntry({ t: 'begin', n: 1, key, at: 0 })
    // oxlint-disable-next-line no-control-regex
    expect(line).toMatch(/^[^\0-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066\ufeff]+$/)
    expect(JSON.parse(verifyLine(line.trimEnd()) ?? '')).toMatchObject({ key })
  })

  it('give back every kind of entry as it was', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(sessionEntries(8), (entries) => {
        for (const entry of entries) {
          kinds.add(entry.t)
          const line = encodeEntry(entry)
          expect(line.indexOf('\n')).toBe(line.length - 1)
          expect(entrySchema.parse(JSON.parse(verifyLine(line.slice(0, -1)) ?? ''))).toEqual(entry)
        }
      }),
    )
    expect(kinds.size).toBeGreaterThan(8)
  })

  it.each<CheckpointEntry>([
    { t: 'make', kind: 'organization', name: 'Acme (o1)' },
    { t: 'made', kind: 'organizationRole', name: 'owner', id: 'r1' },
    { t: 'mark', n: 100, digest: '0123456789abcdef' },
    { t: 'retry', at: 5 },
    { t: 'close', at: 9, why: 'interrupted' },
  ])('give back $t', (entry) => {
    expect(entrySchema.parse(JSON.parse(verifyLine(encodeEntry(entry).trimEnd()) ?? ''))).toEqual(entry)
  })
})

/** Appends in bursts. Returns how many entries at the start were confirmed. */
const appendAll = async (
  journal: Journal,
  entries: CheckpointEntry[],
  pauses: fc.Stream<number>,
): Promise<number> => {
  const confirmed: boolean[] = []
  for (const [index, entry] of entries.entries()) {
    journal.append(entry).then(
      () => (confirmed[index] = true),
      () => (confirmed[index] = false),
    )
    for (let turn = pauses.next().value; turn > 0; turn -= 1)
      await new Promise((resolve) => setImmediate(resolve))
  }
  await journal.close().catch(() => undefined)
  return confirmed.lastIndexOf(true) + 1
}

const readAll = async (path: string): Promise<{ read: CheckpointEntry[]; state: CheckpointState }> => {
  const read: CheckpointEntry[] = []
  for await (const entries of readEntries(path)) read.push(...entries)
  return { read, state: (await readCheckpoint(path)).state }
}

const applyAll = (entries: CheckpointEntry[]): CheckpointState => {
  const state = new CheckpointState()
  for (const entry of entries) state.apply(entry)
  return state
}

const describeState = ({ counts, begun, open, done, codes }: CheckpointState) => ({
  counts,
  begun: [...begun],
  open: [...open],
  done: done.size,
  codes: [...codes],
})
