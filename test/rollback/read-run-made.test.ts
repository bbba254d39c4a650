import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import { encodeEntry } from '../../src/checkpoint/lines/entry-line.js'
import { readRunMade } from '../../src/rollback/read-run-made.js'

const header: CheckpointEntry = {
  t: 'run',
  format: 1,
  run: 'r',
  tool: '1.0.0',
  at: '2026-01-01T00:00:00.000Z',
  source: 'generic',
  input: [],
  target: { endpoint: 'http://127.0.0.1:1', tenantId: 'default' },
}

const read = async (entries: CheckpointEntry[]) => {
  const folder = await mkdtemp(join(tmpdir(), 'made-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'checkpoint.ndjson')
  await writeFile(path, [header, ...entries].map(encodeEntry).join(''))
  return readRunMade(path)
}

const create = (n: number, id: string, at: number, left = 0): CheckpointEntry[] => [
  { t: 'begin', n, key: `k${n}`, at: at - 10 },
  { t: 'created', n, id, at, ms: 10, left },
]

describe('what a run made', () => {
  it('are users created or adopted, with the time of the last step; not those that were there', async () => {
    const made = await read([
      ...create(1, 'a', 100, 1),
      { t: 'step', n: 1, unit: 'suspend', ok: true, at: 400 },
      { t: 'begin', n: 2, key: 'k2', at: 90 },
      { t: 'adopted', n: 2, id: 'b', at: 200, ms: 1, left: 0 },
      { t: 'begin', n: 3, key: 'k3', at: 90 },
      { t: 'existing', n: 3, id: 'c', at: 200, code: 'user.email_already_in_use' },
      { t: 'begin', n: 4, key: 'k4', at: 95 },
      { t: 'make', kind: 'role', name: 'Editor' },
      { t: 'make', kind: 'organization', name: 'North' },
      { t: 'made', kind: 'organization', name: 'North', id: 'o' },
    ])
    expect([...made.users]).toEqual([
      ['a', { begunAtMs: 90, touchedAtMs: 400 }],
      ['b', { begunAtMs: 90, touchedAtMs: undefined }],
    ])
    expect([...made.begun]).toEqual([['k4', 95]])
    expect(made.things).toEqual([
      { kind: 'role', name: 'Editor', id: undefined },
      { kind: 'organization', name: 'North', id: 'o' },
    ])
    expect(made.lastAtMs).toBe(400)
  })

  it('goes on over newer exports, whose ordinals start again', async () => {
    const made = await read([
      ...create(1, 'a', 100, 1),
      { t: 'step', n: 1, unit: 'suspend', ok: true, at: 120 },
      { t: 'delta', at: 5000, input: [] },
      { t: 'begin', n: 1, key: 'k9', at: 5010 },
      { t: 'updated', n: 1, id: 'old', at: 5020, ms: 5, fields: ['name'], left: 1 },
      { t: 'step', n: 1, unit: 'suspend', ok: true, at: 5030 },
      { t: 'begin', n: 2, key: 'k1', at: 5040 },
      { t: 'updated', n: 2, id: 'a', at: 5050, ms: 5, fields: ['name'], left: 0 },
      ...create(3, 'b', 5070),
      { t: 'vanished', key: 'k3', id: 'b', at: 5080, did: 'suspended' },
    ])
    expect([...made.users]).toEqual([
      ['a', { begunAtMs: 90, touchedAtMs: 5050 }],
      ['b', { begunAtMs: 5060, touchedAtMs: 5080 }],
    ])
    expect(made.changedOthers).toBe(1)
  })

  it('tells somebody created again in place of a user who was there before from one of its own', async () => {
    const made = await read([
      ...create(1, 'own', 100),
      { t: 'begin', n: 2, key: 'k2', at: 200 },
      { t: 'recreate', n: 2, id: 'before', at: 210 },
      { t: 'created', n: 2, id: 'again', at: 220, ms: 5, left: 0 },
      { t: 'delta', at: 1000, input: [] },
      { t: 'begin', n: 1, key: 'k1', at: 1010 },
      { t: 'recreate', n: 1, id: 'own', at: 1020 },
      { t: 'created', n: 1, id: 'own again', at: 1030, ms: 5, left: 0 },
    ])
    expect([...made.users.keys()]).toEqual(['own', 'again', 'own again'])
    expect([...made.replacements]).toEqual(['again'])
  })
})
