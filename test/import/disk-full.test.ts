import { describe, expect, it } from 'vitest'
import { type JournalFile, openJournalFile } from '../../src/checkpoint/lines/journal-file.js'
import { createBench } from './run-records.js'

const records = Array.from({ length: 60 }, (_, n) => ({ id: `k${n}`, primaryEmail: `u${n}@example.org` }))

describe('a full disk', () => {
  it.each([0, 300, 700, 1500, 3000])(
    'of %i bytes: only what was logged is sent; resumes',
    async (capacity) => {
      const { sandbox, write } = await createBench()
      const logged = new Set<string>()
      const unlogged: string[] = []
      const attempt = write(records, {
        openFile: (path) => openFullDisk(path, capacity, (address) => logged.add(address)),
        onRequest: ({ method, path, body }) => {
          if (method !== 'POST' || path !== '/api/users') return
          const address = addressOf(body)
          if (!logged.has(address)) unlogged.push(address)
        },
      })
      await expect(attempt).rejects.toMatchObject({ reason: 'output', code: 'checkpoint_write_failed' })
      expect(unlogged).toEqual([])
      expect(sandbox.state().users.length).toBeLessThanOrEqual(logged.size)
      expect(sandbox.state().users.length).toBeLessThan(60)

      expect(await write(records)).toMatchObject({ end: 'complete' })
      expect(sandbox.state().users).toHaveLength(60)
    },
  )
})

/** As the real thing does: a part of the last write is kept, then there is an error. */
const openFullDisk = async (
  path: string,
  capacity: number,
  onBegin: (address: string) => void,
): Promise<JournalFile> => {
  const file = await openJournalFile(path)
  let room = capacity
  return {
    ...file,
    append: async (text) => {
      const kept = text.slice(0, room)
      room -= kept.length
      await file.append(kept)
      if (kept !== text) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
      for (const [, n] of text.matchAll(/"key":"k(\d+)"/g)) onBegin(`u${n}@example.org`)
    },
  }
}

const addressOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'primaryEmail' in body ? String(body.primaryEmail) : ''
