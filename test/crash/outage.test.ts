import { describe, expect, it } from 'vitest'
import { openRehearsal } from './open-rehearsal.js'

const people = Array.from({ length: 40 }, (_, index) => ({
  id: `u-${index}`,
  primaryEmail: `person.${index}@example.com`,
}))
const minuteMs = 60_000

describe('a target that is down', () => {
  it('stops the run with exit code 3 after two minutes, and the run can be resumed', async () => {
    const rehearsal = await openRehearsal(people)
    rehearsal.sandbox.setFaults({
      refuseConnections: { probability: 1, durationMs: 6 * minuteMs, max: 1, routes: ['POST /api/users'] },
    })
    const end = await rehearsal.run('import', [])
    expect(end).toMatchObject({ code: 3 })
    expect(end.stderr).toMatch(/the target has answered nothing useful for \d+ s/)

    const resumed = await resumeWhenUp(rehearsal)
    expect(resumed).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users).toHaveLength(people.length)
  })

  it('is waited for with --wait, however long, and the run goes on by itself', async () => {
    const rehearsal = await openRehearsal(people)
    rehearsal.sandbox.setFaults({
      refuseConnections: { probability: 1, durationMs: 6 * minuteMs, max: 1, routes: ['POST /api/users'] },
    })
    const end = await rehearsal.run('import', ['--wait'])
    expect(end).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users).toHaveLength(people.length)
  })

  it('is not waited for after Ctrl-C: the run ends while the target is still down', async () => {
    const rehearsal = await openRehearsal(people)
    rehearsal.sandbox.setFaults({ error5xxBeforeCommit: { probability: 1, statuses: [503] } })
    const stop = new AbortController()
    void rehearsal.clock.sleep(5 * minuteMs).then(() => stop.abort('SIGINT'))
    const end = await rehearsal.run('import', ['--wait'], { stop: stop.signal })
    expect(end).toMatchObject({ code: 130 })

    rehearsal.sandbox.setFaults({})
    expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users).toHaveLength(people.length)
  })

  it('that answers 503 for minutes fails no record with --wait', async () => {
    const rehearsal = await openRehearsal(people)
    rehearsal.sandbox.setFaults({ error5xxBeforeCommit: { probability: 1, statuses: [503] } })
    void rehearsal.clock.sleep(4 * minuteMs).then(() => rehearsal.sandbox.setFaults({}))
    const end = await rehearsal.run('import', ['--wait'])
    expect(end).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users).toHaveLength(people.length)
  })
})

describe('creates that the target cannot settle', () => {
  it('leave the record open, not failed, when the target only flaps', async () => {
    const rehearsal = await openRehearsal(people.slice(0, 3))
    rehearsal.sandbox.setFaults({
      error5xxBeforeCommit: { probability: 1, statuses: [503], routes: ['POST /api/users'] },
    })
    const end = await rehearsal.run('import', [])
    expect(end).toMatchObject({ code: 1 })
    expect(JSON.parse(end.stdout)).toMatchObject({ end: 'incomplete', counts: { failed: 0 } })

    rehearsal.sandbox.setFaults({})
    expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users).toHaveLength(3)
  })

  it('stop the run with exit code 3 when one record after the other is answered with 500', async () => {
    const rehearsal = await openRehearsal(people)
    rehearsal.sandbox.setFaults({
      error5xxBeforeCommit: { probability: 1, statuses: [500], routes: ['POST /api/users'] },
    })
    const end = await rehearsal.run('import', [])
    expect(end).toMatchObject({ code: 3 })
    expect(end.stderr).toContain('the last 25 records all ended with "server_error"')
    // An outage fails nobody: what was tried is open, and a retry settles that and nothing else.
    const entries = await rehearsal.readCheckpoint()
    expect(entries.filter(({ t }) => t === 'failed')).toEqual([])
    const begun = entries.filter(({ t }) => t === 'begin').length

    rehearsal.sandbox.setFaults({})
    expect(await rehearsal.run('retry')).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users).toHaveLength(begun)
    expect(await rehearsal.run('import')).toMatchObject({ code: 0 })
    expect(rehearsal.sandbox.state().users).toHaveLength(people.length)
  })
})

/** The sandbox refuses connections for some minutes more. */
const resumeWhenUp = async (rehearsal: Awaited<ReturnType<typeof openRehearsal>>) =>
  rehearsal.run('import', ['--wait'])
