import { describe, expect, it } from 'vitest'
import { createBench, type WriteOptions } from './run-records.js'

const recordOf = (name: string) => ({ id: name, username: name })

/** The target answers 500 to creates of these. */
const breakOn =
  (isBroken: (username: string) => boolean): WriteOptions['interfere'] =>
  async (request, perform) => {
    if (request.method !== 'POST' || request.path !== '/api/users') return perform()
    const { username } = request.body as { username: string }
    if (!isBroken(username)) return perform()
    const { AmbiguousOutcomeError } = await import('../../src/logto/retry/ambiguous-outcome-error.js')
    throw new AmbiguousOutcomeError('POST /api/users', 'server_error', 500)
  }

describe('a record that the target breaks on', () => {
  it('has failed where others went through before and after it', async () => {
    const { write } = await createBench()
    const records = ['a', 'b', 'c', 'd', 'e'].map(recordOf)
    const { end, outcomes } = await write(records, {
      concurrency: 1,
      interfere: breakOn((name) => name === 'c'),
    })
    expect(end).toBe('complete')
    expect(outcomes.get('c')).toEqual({ kind: 'failed', code: 'server_error', status: 500 })
  })

  it('stays open where everybody behind it broke as well, and goes in with the next session', async () => {
    const { write, sandbox } = await createBench()
    const records = ['a', 'b', 'c', 'd', 'e'].map(recordOf)
    const first = await write(records, { concurrency: 1, interfere: breakOn((name) => name > 'b') })
    expect(first.end).toBe('incomplete')
    expect(first.entries.filter(({ t }) => t === 'failed')).toEqual([])
    expect(await write(records)).toMatchObject({ end: 'complete' })
    expect(sandbox.state().users).toHaveLength(5)
  })

  it('and is the last one has failed when a second session breaks on it too', async () => {
    const { write } = await createBench()
    const records = ['a', 'b', 'c'].map(recordOf)
    const interfere = breakOn((name) => name === 'c')
    expect(await write(records, { concurrency: 1, interfere })).toMatchObject({ end: 'incomplete' })
    const { end, outcomes } = await write(records, { concurrency: 1, interfere })
    expect(end).toBe('complete')
    expect(outcomes.get('c')).toMatchObject({ kind: 'failed', code: 'server_error' })
  })
})
