import { describe, expect, test } from 'vitest'
import { describeSignIns } from '../../../src/report/sign-ins/sign-in-text.js'
import { type RunUser, SignInTally } from '../../../src/report/sign-ins/sign-in-tally.js'

const since = Date.parse('2026-11-01T00:00:00Z')
const hour = 3_600_000
const user = (id: string, more: Partial<RunUser> = {}): RunUser => ({
  id,
  primaryEmail: `${id}@example.com`,
  primaryPhone: null,
  username: null,
  lastSignInAt: null,
  ...more,
})

const createTally = (): SignInTally => {
  const tally = new SignInTally(since)
  tally.addUser(user('a', { lastSignInAt: since + hour }))
  tally.addUser(user('b', { primaryPhone: '14155550101' }))
  tally.addUser(user('c', { username: 'Cleo' }))
  tally.addUser(user('old', { lastSignInAt: since - 1 }))
  return tally
}

describe('SignInTally', () => {
  test('who is to be written to: has not come, or not with the old password; nobody who is suspended', () => {
    const tally = createTally()
    const customData = { migratedFrom: { password: 'pending' } }
    tally.addUser(user('waits', { customData, hasPassword: false }))
    tally.addUser(user('came by code', { customData, hasPassword: false, lastSignInAt: since + hour }))
    tally.addUser(user('has chosen one', { customData, hasPassword: true, lastSignInAt: since + hour }))
    tally.addUser(user('suspended', { isSuspended: true }))
    tally.addAttempt({ at: since + hour, isSuccess: true, userId: 'b', method: 'Password' })
    expect([...tally.left()].map(({ id, why }) => [id, ...why])).toEqual([
      ['c', 'never_signed_in'],
      ['old', 'never_signed_in'],
      ['waits', 'never_signed_in', 'pending'],
      ['came by code', 'pending'],
    ])
    expect([...tally.left()][0]).toMatchObject({ email: 'c@example.com', phone: undefined, username: 'Cleo' })
  })

  test('users by their last sign-in since', () => {
    const report = createTally().report(since, 6)
    expect(report).toMatchObject({ users: 4, signedIn: 1, never: 3, missing: 2, succeeded: 0, overTime: [] })
    expect([...createTally().never()]).toEqual(['b', 'c', 'old'])
  })

  test('failures by who was meant, however they typed it', () => {
    const tally = createTally()
    const fail = (identifier: string, at: number, reason = 'session.invalid_credentials'): void =>
      tally.addAttempt({ at, isSuccess: false, identifier, method: 'Password', reason })
    fail('B@Example.com', since + hour)
    fail('+1 (415) 555-0101', since + hour)
    fail('cleo ', since + 3 * hour, 'user.suspended')
    fail('nobody', since + hour)
    tally.addAttempt({ at: since, isSuccess: false, method: 'Social', reason: 'x' })
    tally.addAttempt({ at: since + 3 * hour, isSuccess: true, userId: 'b', method: 'Password' })
    tally.addAttempt({ at: since, isSuccess: true, userId: 'stranger', method: 'Password' })
    const report = tally.report(since, 4)
    expect(report).toMatchObject({
      signedIn: 2,
      succeeded: 1,
      failed: 3,
      stuck: 1,
      failedElsewhere: 2,
      byMethod: { Password: 1 },
      failuresByReason: { 'session.invalid_credentials': 2, 'user.suspended': 1 },
      bucketMs: hour,
      overTime: [
        { at: '2026-11-01T01:00:00.000Z', succeeded: 0, failed: 2 },
        { at: '2026-11-01T02:00:00.000Z', succeeded: 0, failed: 0 },
        { at: '2026-11-01T03:00:00.000Z', succeeded: 1, failed: 1 },
      ],
    })
    expect(describeSignIns('.migrate/users', report)).toContain(
      'failures       3: session.invalid_credentials 2, user.suspended 1',
    )
  })

  test('a long time in few entries that add up', () => {
    const tally = createTally()
    for (let day = 0; day < 200; day += 1) {
      tally.addAttempt({ at: since + day * 24 * hour, isSuccess: true, userId: 'a', method: 'Social' })
    }
    const { overTime, bucketMs } = tally.report(since, 4)
    expect(bucketMs).toBe(7 * 24 * hour)
    expect(overTime.length).toBeLessThanOrEqual(60)
    expect(overTime.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(200)
  })
})
