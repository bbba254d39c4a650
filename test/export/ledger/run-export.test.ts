import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExportSource } from '../../../src/export/export-source.js'
import type { RunExportOptions } from '../../../src/export/export-options.js'
import { runExport } from '../../../src/export/run-export.js'
import { StaleCursor } from '../../../src/export/stale-cursor.js'
import { readManifest } from '../../../src/export/manifest/read-manifest.js'
import type { JsonValue } from '../../../src/source/source-record.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

/** A system of so many users, which tears its rows into pieces of this size and dies before a given step. */
const makeSource = (users: number, size: number, diesAt = Number.POSITIVE_INFINITY): ExportSource => {
  let steps = 0
  return {
    system: 'made-up',
    preset: 'generic',
    via: 'memory',
    look: async () => ({
      snapshot: 'transaction',
      withheld: ['No hashes.'],
      parts: [
        {
          name: 'users',
          files: ['users', 'members'],
          total: users,
          read: async function* (from: JsonValue | undefined) {
            for (let at = Number(from ?? 0); at < users; at += size) {
              if ((steps += 1) > diesAt) throw new Error('killed')
              const ids = Array.from({ length: Math.min(size, users - at) }, (_, index) => at + index)
              yield {
                rows: {
                  users: ids.map((id) => ({ id, username: `u${id}` })),
                  members: ids.filter((id) => id % 3 === 0).map((id) => ({ user_id: id, role: 'r' })),
                },
                cursor: at + size,
              }
            }
          },
        },
        {
          name: 'roles',
          files: ['roles'],
          isRestarted: true,
          read: async function* () {
            for (const id of [1, 2, 3]) {
              if ((steps += 1) > diesAt) throw new Error('killed')
              yield { rows: { roles: [{ id }] }, cursor: id }
            }
          },
        },
      ],
    }),
    close: async () => undefined,
  }
}

const run = (folder: string, source: ExportSource, options: Partial<RunExportOptions> = {}) =>
  runExport({
    source,
    folder,
    effects: { now: () => Date.parse('2026-03-01T00:00:00Z') },
    signal: new AbortController().signal,
    toolVersion: 'test',
    ...options,
  })

const readIds = async (path: string): Promise<number[]> => {
  const bytes = await readFile(path)
  const text = (path.endsWith('.gz') && bytes.length > 0 ? gunzipSync(bytes) : bytes).toString()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const row = JSON.parse(line) as { id?: number; user_id?: number }
      return row.id ?? row.user_id!
    })
}

it('loses and doubles nobody, wherever it dies and whatever was half written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }),
      fc.boolean(),
      async (users, size, deaths, isCompressed) => {
        const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-test-'))
        const ending = isCompressed ? '.ndjson.gz' : '.ndjson'
        for (const diesAt of deaths) {
          const end = await run(folder, makeSource(users, size, diesAt), { isCompressed }).catch(
            () => undefined,
          )
          if (end !== undefined) break
          // What a kill leaves behind: rows without an entry, and half an entry.
          for (const file of ['users', 'members', 'roles']) {
            await appendFile(join(folder, `${file}${ending}`), '{"id": 7, "torn')
          }
          await appendFile(join(folder, 'ledger.ndjson'), '{"type":"commit","part"')
        }
        if ((await readManifest(folder).catch(() => undefined)) === undefined) {
          expect(await run(folder, makeSource(users, size), { isCompressed })).toMatchObject({
            end: 'complete',
          })
        }
        const all = Array.from({ length: users }, (_, id) => id)
        expect(await readIds(join(folder, `users${ending}`))).toEqual(all)
        expect(await readIds(join(folder, `members${ending}`))).toEqual(all.filter((id) => id % 3 === 0))
        expect(await readIds(join(folder, `roles${ending}`))).toEqual([1, 2, 3])
        await rm(folder, { recursive: true })
      },
    ),
    { numRuns: 40 },
  )
})

it('says in the manifest what there is, and keeps it from others', async () => {
  const folder = join(await makeTemporaryFolder(), 'exports', 'new')
  const end = await run(folder, makeSource(5, 2), { options: { schema: 'auth' } })
  const manifest = await readManifest(folder)
  expect(end).toEqual({ end: 'complete', manifest })
  expect(manifest).toMatchObject({
    system: 'made-up',
    preset: 'generic',
    filters: { since: null, limit: null, options: { schema: 'auth' } },
    withheld: ['No hashes.'],
    sessions: [{ startedAt: '2026-03-01T00:00:00.000Z', snapshot: 'transaction' }],
  })
  expect(manifest!.files.map(({ name, records }) => [name, records])).toEqual([
    ['users', 5],
    ['members', 2],
    ['roles', 3],
  ])
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  for (const name of await readdir(folder)) {
    expect([name, (await stat(join(folder, name))).mode & 0o777]).toEqual([name, 0o600])
  }
})

it('stops at the limit, and when it is told to', async () => {
  const folder = join(await makeTemporaryFolder(), 'limited')
  expect(await run(folder, makeSource(50, 4), { filters: { limit: 10 } })).toMatchObject({ end: 'complete' })
  expect(await readIds(join(folder, 'users.ndjson'))).toHaveLength(10)

  const other = join(await makeTemporaryFolder(), 'stopped')
  const stop = new AbortController()
  const end = await run(other, makeSource(50, 4), {
    signal: stop.signal,
    onEvent: (event) => event.type === 'progress' && event.records >= 12 && stop.abort(),
  })
  expect(end).toEqual({ end: 'interrupted' })
  await expect(readManifest(other)).rejects.toMatchObject({ code: 'export_incomplete' })
  expect(await run(other, makeSource(50, 4))).toMatchObject({
    end: 'complete',
    manifest: { sessions: [{}, {}] },
  })
  expect(await readIds(join(other, 'users.ndjson'))).toHaveLength(50)
})

it('keeps away from what is there already', async () => {
  const folder = join(await makeTemporaryFolder(), 'there')
  await run(folder, makeSource(5, 2))
  await expect(run(folder, makeSource(5, 2))).rejects.toMatchObject({ code: 'export_exists' })
  expect(await run(folder, makeSource(3, 2), { isFresh: true })).toMatchObject({ end: 'complete' })
  expect(await readIds(join(folder, 'users.ndjson'))).toEqual([0, 1, 2])

  const begun = join(await makeTemporaryFolder(), 'begun')
  await expect(run(begun, makeSource(50, 4, 3))).rejects.toThrow('killed')
  await expect(run(begun, makeSource(50, 4), { filters: { limit: 3 } })).rejects.toMatchObject({
    code: 'export_differs',
  })

  const foreign = await makeTemporaryFolder()
  await writeFile(join(foreign, 'letter.txt'), 'mine')
  await expect(run(foreign, makeSource(5, 2), { isFresh: true })).rejects.toMatchObject({
    code: 'folder_not_empty',
  })
  await writeFile(join(begun, 'ledger.ndjson'), '{"type":"export"}\n')
  await expect(run(begun, makeSource(5, 2))).rejects.toMatchObject({ code: 'ledger_damaged' })
})

it('begins a part again whose place is forgotten, and is killed as soon as its files are empty', async () => {
  const folder = join(await makeTemporaryFolder(), 'stale')
  /** Dies before a step; knows no place to go on from. */
  const makeForgetful = (diesAt: number): ExportSource => {
    const inner = makeSource(9, 2, diesAt)
    return {
      ...inner,
      look: async (signal) => {
        const outlook = await inner.look(signal)
        const parts = outlook.parts.map((part) => ({
          ...part,
          read: async function* (from: JsonValue | undefined, stop: AbortSignal) {
            if (from !== undefined) throw new StaleCursor('forgotten')
            yield* part.read(from, stop)
          },
        }))
        return { ...outlook, parts }
      },
    }
  }
  await expect(run(folder, makeForgetful(3))).rejects.toThrow('killed')
  expect(await readIds(join(folder, 'users.ndjson'))).toEqual([0, 1, 2, 3, 4, 5])
  await expect(run(folder, makeForgetful(0))).rejects.toThrow('killed')
  expect(await readIds(join(folder, 'users.ndjson'))).toEqual([])
  expect(await run(folder, makeForgetful(99))).toMatchObject({ end: 'complete' })
  expect(await readIds(join(folder, 'users.ndjson'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
})
