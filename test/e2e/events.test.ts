import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { jobEventSchema } from '../../src/jobs/events/job-event.js'
import { startRehearsal } from '../support/sandbox-process.js'
import { createSkippingClock } from '../support/skipping-clock.js'
import { makeExport, toNdjson } from './make-export.js'

const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', '4000/10s', '--json']

interface Event {
  type: string
  at: string
  [field: string]: unknown
}

/** Every line must be an event, by the published schema. */
const readEvents = (stderr: string): Event[] =>
  stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { at, message, ...event } = JSON.parse(line) as Event
      jobEventSchema.parse(event)
      return { at, message, ...event }
    })

describe('import --json', () => {
  it('writes events on stderr, and one document on stdout', async () => {
    const { run, path, sandbox } = await startRehearsal()
    const lines = makeExport(100)
    await writeFile(path('users.ndjson'), toNdjson(lines))
    const result = await run(args)
    const events = readEvents(result.stderr)
    expect(events.map(({ type }) => type)).toEqual([
      'note',
      'note',
      'note',
      'start',
      'progress',
      'progress',
      'end',
    ])
    const [, , , start, first, last, end] = events
    expect(start).toMatchObject({ endpoint: sandbox.url, source: 'generic', isResumed: false, total: 100 })
    expect(first).toMatchObject({ done: 0, total: 100, rate: '4000/10s', budget: '4000/10s' })
    expect(last).toMatchObject({ done: 100, created: 97, rejected: 3, failed: 0, existing: 0, waiting: 0 })
    expect(end).toMatchObject({ end: 'complete', counts: { created: 97, rejected: 3 }, unknown: 0 })
    for (const { at } of events) expect(new Date(at).toISOString()).toBe(at)
    expect(JSON.parse(result.stdout)).toMatchObject({ end: 'complete', counts: { created: 97 } })
    expect(result.exitCode).toBe(1)
  })

  it('tells when the target asks for a rest, and when it goes on', async () => {
    const { run, path } = await startRehearsal({
      effects: createSkippingClock(),
      faults: {
        tooManyRequests: { probability: 1, max: 1, retryAfterSeconds: 2, routes: ['POST /api/users'] },
      },
    })
    await writeFile(path('users.ndjson'), toNdjson(makeExport(30, { isSound: true })))
    const events = readEvents((await run(args)).stderr)
    const paused = events.filter(({ type }) => type === 'paused')
    expect(paused).toHaveLength(1)
    expect(paused[0]).toMatchObject({ by: 'target', reason: 'rate_limited' })
    expect(Date.parse(String(paused[0]?.['until'])) - Date.parse(paused[0]?.at ?? '')).toBeGreaterThan(1900)
    expect(events.findIndex(({ type }) => type === 'resumed')).toBeGreaterThan(events.indexOf(paused[0]!))
  })

  it('ends with the error when the run is broken off', async () => {
    const { run, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), toNdjson(makeExport(5, { isSound: true })))
    const result = await run(args, { env: { LOGTO_APP_SECRET: 'mistyped-s3cret' } })
    expect(result.exitCode).toBe(3)
    // The last line is the error for people, as without --json.
    const lines = result.stderr.trimEnd().split('\n')
    expect(lines.pop()).toMatch(/^logto-migrate: /)
    const events = readEvents(lines.join('\n'))
    expect(events.at(-1)).toMatchObject({ type: 'end', end: 'error', error: { code: 'invalid_client' } })
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'invalid_client' } })
    expect(result.stderr + result.stdout).not.toContain('mistyped-s3cret')
  })

  it('a resumed run knows how much there is without counting it again', async () => {
    const { run, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), toNdjson(makeExport(60, { isSound: true })))
    await run([...args, '--limit', '10'])
    const events = readEvents((await run([...args, '--resume'])).stderr)
    expect(events.find(({ type }) => type === 'start')).toMatchObject({ isResumed: true, total: 60 })
    expect(events.at(-2)).toMatchObject({ type: 'progress', done: 60, created: 60, total: 60 })
  })

  it('-q keeps the events back', async () => {
    const { run, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), toNdjson(makeExport(5, { isSound: true })))
    const result = await run([...args, '-q'])
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
  })
})
