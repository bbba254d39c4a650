import { openJournalFile, type JournalFile } from '../../src/checkpoint/lines/journal-file.js'
import { expect, it } from 'vitest'
import { createBench } from './run-records.js'

const people = Array.from({ length: 400 }, (_, index) => ({
  id: `k${index}`,
  primaryEmail: `person${index}@example.com`,
}))

/** A disk that is slower than the target, and tells what is on it for good. */
const createSlowDisk = () => {
  const synced = new Set<string>()
  const open = async (path: string): Promise<JournalFile> => {
    const file = await openJournalFile(path, false)
    let written = ''
    return {
      ...file,
      append: async (text) => {
        await file.append(text)
        written += text
      },
      sync: async () => {
        const now = written
        written = ''
        for (let turn = 0; turn < 30; turn += 1) await new Promise((next) => setImmediate(next))
        for (const [, key] of now.matchAll(/"t":"begin","n":\d+,"key":"([^"]+)"/g)) synced.add(key ?? '')
      },
    }
  }
  return { open, synced }
}

it('begins records while others are in flight, and sends none before its begin is on disk', async () => {
  const { sandbox, write } = await createBench()
  const disk = createSlowDisk()
  const early: unknown[] = []
  let mostBegun = 0
  let answered = 0
  const { end } = await write(people, {
    beginsAhead: true,
    concurrency: 2,
    sync: 'group',
    openFile: disk.open,
    onRequest: ({ method, path, body }) => {
      if (method !== 'POST' || path !== '/api/users') return
      const { customData } = body as { customData: { migratedFrom: { id: string } } }
      if (!disk.synced.has(customData.migratedFrom.id)) early.push(customData.migratedFrom.id)
    },
    interfere: async (_request, perform) => {
      mostBegun = Math.max(mostBegun, disk.synced.size - answered)
      const answer = await perform()
      answered += 1
      return answer
    },
  })
  expect(end).toBe('complete')
  expect(early).toEqual([])
  expect(sandbox.state().users).toHaveLength(people.length)
  // Two in flight, and the disk is slow: more than that are begun.
  expect(mostBegun).toBeGreaterThan(8)
})

it('finishes what it has begun when it is stopped, and nothing is sent twice by the next session', async () => {
  const { sandbox, write, run } = await createBench()
  const stop = new AbortController()
  const disk = createSlowDisk()
  let posts = 0
  const first = await write(people, {
    beginsAhead: true,
    concurrency: 2,
    sync: 'group',
    openFile: disk.open,
    stop: stop.signal,
    onRequest: ({ method }) => {
      if (method === 'POST' && (posts += 1) === 200) stop.abort()
    },
  })
  expect(first.end).toBe('interrupted')
  const begun = first.entries.flatMap((entry) => (entry.t === 'begin' ? [entry.n] : []))
  const created = first.entries.flatMap((entry) => (entry.t === 'created' ? [entry.n] : []))
  expect(begun.length).toBeLessThan(people.length)
  expect(created.toSorted((a, b) => a - b)).toEqual(begun.toSorted((a, b) => a - b))
  const second = await write(people, { beginsAhead: true, run })
  expect(second.end).toBe('complete')
  expect(sandbox.state().users).toHaveLength(people.length)
})

it('begins no more than --limit says', async () => {
  const { sandbox, write } = await createBench()
  const { end, entries } = await write(people, { beginsAhead: true, limit: 150 })
  expect(end).toBe('limited')
  expect(entries.filter(({ t }) => t === 'begin')).toHaveLength(150)
  expect(sandbox.state().users).toHaveLength(150)
})
