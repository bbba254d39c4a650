import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CheckpointEntry, InputFile } from '../../src/checkpoint/entry.js'
import { encodeEntry } from '../../src/checkpoint/lines/entry-line.js'
import { readRunUsers } from '../../src/verify/read-run-users.js'

const inputOf = (sha256: string): InputFile[] => [{ path: 'users.ndjson', size: 1, sha256 }]
const first: CheckpointEntry[] = [
  {
    t: 'run',
    format: 1,
    run: 'r',
    tool: '1.0.0',
    at: '2026-01-01T00:00:00.000Z',
    source: 'generic',
    input: inputOf('a'),
    target: { endpoint: 'http://127.0.0.1:1', tenantId: 'default' },
  },
  { t: 'begin', n: 1, key: 'k1', at: 1 },
  { t: 'created', n: 1, id: 'u1', at: 2, ms: 1, left: 0 },
  { t: 'begin', n: 2, key: 'k2', at: 1 },
  { t: 'existing', n: 2, id: 'u2', at: 2, code: 'user.email_already_in_use' },
]

const read = async (entries: CheckpointEntry[], keys: string[]) => {
  const folder = await mkdtemp(join(tmpdir(), 'users-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'checkpoint.ndjson')
  await writeFile(path, entries.map(encodeEntry).join(''))
  return readRunUsers(path, new Set(keys))
}

describe('the users of a run', () => {
  it('are told apart from those who were there', async () => {
    const users = await read(first, ['k1', 'k2', 'k3'])
    expect([...users.created]).toEqual([[1, 'u1']])
    expect([...users.existing]).toEqual([2])
    expect([...users.byKey]).toEqual([
      ['k1', 'u1'],
      ['k2', 'u2'],
    ])
  })

  it('are those of the newest export, with its ordinals and its fingerprint', async () => {
    const users = await read(
      [
        ...first,
        { t: 'delta', at: 10, input: inputOf('b') },
        { t: 'begin', n: 1, key: 'k3', at: 11 },
        { t: 'created', n: 1, id: 'u3', at: 12, ms: 1, left: 0 },
        { t: 'same', n: [2, 4], id: ['u1', 'u5'] },
        { t: 'begin', n: 3, key: 'k2', at: 13 },
        { t: 'updated', n: 3, id: 'u2', at: 14, ms: 1, fields: [], left: 0 },
      ],
      ['k1', 'k3'],
    )
    expect([...users.created]).toEqual([
      [1, 'u3'],
      [2, 'u1'],
      [4, 'u5'],
      [3, 'u2'],
    ])
    expect(users.existing.size).toBe(0)
    expect(users.header?.input).toEqual(inputOf('b'))
    expect(users.byKey.get('k1')).toBe('u1')
  })
})
