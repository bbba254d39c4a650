import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import { encodeEntries } from '../checkpoint/encode-entries.js'
import { createRunFolder } from '../../src/checkpoint/run-folder.js'
import { header } from '../checkpoint/entries.js'
import { createBench } from './run-records.js'

describe('a config that changed between two sessions', () => {
  it.each<{ id: string; before: CheckpointEntry[]; fields: object; end: object }>([
    {
      id: 'a created record is rejected now',
      before: [
        { t: 'begin', n: 1, key: 'k1' },
        { t: 'created', n: 1, id: 'u1', at: 1, ms: 1, left: 2 },
      ],
      fields: { primaryEmail: 'broken' },
      end: { t: 'left', n: 1, left: 0 },
    },
    {
      id: 'a begun record is rejected now',
      before: [{ t: 'begin', n: 1, key: 'k1' }],
      fields: { primaryEmail: 'broken' },
      end: { t: 'rejected', n: 1 },
    },
  ])('$id', async ({ before, fields, end }) => {
    const { sandbox, run, write } = await createBench()
    await createRunFolder(run)
    const start = {
      ...header,
      input: [{ path: 'records', size: 1, sha256: 'same' }],
      target: { endpoint: sandbox.url, tenantId: 'default' },
    } as CheckpointEntry
    writeFileSync(run.checkpoint, encodeEntries([start, ...before]).join(''))
    const session = await write([{ id: 'k1', ...fields }])
    expect(session.end).toBe('complete')
    expect(session.entries.at(-2)).toMatchObject(end)
  })
})
