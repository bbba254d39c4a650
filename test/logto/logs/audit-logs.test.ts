import { describe, expect, test } from 'vitest'
import { type AuditLog, listAuditLogs } from '../../../src/logto/logs/audit-logs.js'
import { followAuditLogs } from '../../../src/logto/logs/follow-audit-logs.js'
import { readSignInEvent } from '../../../src/logto/logs/sign-in-events.js'
import { createFakeSend } from '../../support/fake-send.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const log = (id: string, createdAt: number, key = 'Interaction.End', payload: object = {}): AuditLog => ({
  id,
  key,
  createdAt,
  payload: { result: 'Success', ...payload },
})

/** Answers from the logs as they are at the moment, newest first; an older Logto does not know the window. */
const createLogServer = (logs: AuditLog[], isOld = false) =>
  createFakeSend((request) => {
    const query = new URL(request.path, 'http://x').searchParams
    const limit = (name: string, none: number): number => (isOld ? none : Number(query.get(name) ?? none))
    const found = logs
      .filter(({ createdAt }) => createdAt >= limit('start_time', -Infinity))
      .filter(({ createdAt }) => createdAt <= limit('end_time', Infinity))
      .toSorted((a, b) => b.createdAt - a.createdAt)
    const from = (Number(query.get('page')) - 1) * 100
    return { body: found.slice(from, from + 100), headers: { 'total-number': String(found.length) } }
  })

const collect = async (send: Parameters<typeof listAuditLogs>[0], filter = {}): Promise<string[]> => {
  const ids: string[] = []
  for await (const page of listAuditLogs(send, filter)) ids.push(...page.map(({ id }) => id))
  return ids
}

describe('listAuditLogs', () => {
  test('goes on by time after 5,000 entries, each once, however many share a millisecond', async () => {
    const logs = Array.from({ length: 11_111 }, (_, index) => log(`l${index}`, Math.floor(index / 13)))
    const { send, requests } = createLogServer(logs)
    const ids = await collect(send)
    expect(ids).toHaveLength(11_111)
    expect(new Set(ids).size).toBe(11_111)
    expect(requests.length).toBeLessThan(116)
    expect(Math.max(...requests.map(({ path }) => Number(/[?&]page=(\d+)/.exec(path)?.[1])))).toBe(50)
  })

  test('keeps to the window where Logto does not', async () => {
    const { send } = createLogServer([log('a', 1), log('b', 2), log('c', 3)], true)
    expect(await collect(send, { fromMs: 2, toMs: 2 })).toEqual(['b'])
  })
})

test('followAuditLogs gives each entry once, also one that became visible late, and ends when told', async () => {
  const clock = createVirtualClock()
  const logs = [log('known', 20_000)]
  const { send } = createLogServer(logs)
  const stop = new AbortController()
  const seen: string[] = []
  const following = (async () => {
    const options = { send, filter: {}, fromMs: 15_000, known: [...logs], intervalMs: 1000, effects: clock }
    for await (const page of followAuditLogs({ ...options, signal: stop.signal })) {
      seen.push(page.map(({ id }) => id).join(' '))
    }
  })()
  await clock.runUntil(clock.now() + 1500)
  logs.push(log('new2', 25_000), log('new1', 24_000))
  await clock.runUntil(clock.now() + 3000)
  logs.push(log('late', 19_000), log('too old', 9_000))
  await clock.runUntil(clock.now() + 3000)
  expect(seen).toEqual(['new1 new2', 'late'])
  stop.abort()
  await clock.settle(following)
})

describe('readSignInEvent', () => {
  const identifier = { type: 'email', value: 'a@x.com' }
  test.each<[id: string, log: AuditLog, event: object | undefined]>([
    [
      'a success, by its first factor',
      log('1', 5, 'Interaction.SignIn.Submit', {
        userId: 'u',
        interaction: { verificationRecords: [{ type: 'Totp' }, { type: 'EnterpriseSso' }] },
      }),
      { at: 5, isSuccess: true, userId: 'u', method: 'EnterpriseSso' },
    ],
    [
      'a success of an older Logto',
      log('1', 5, 'Interaction.SignIn.Submit', { interaction: { userId: 'u' } }),
      { at: 5, isSuccess: true, userId: 'u', method: 'Unknown' },
    ],
    ['a step on the way', log('1', 5, 'Interaction.SignIn.Identifier.Submit'), undefined],
    ['something else', log('1', 5, 'Interaction.Register.Submit'), undefined],
    [
      'a wrong password',
      log('1', 5, 'Interaction.SignIn.Verification.Password.Submit', {
        result: 'Error',
        payload: { identifier },
        error: { code: 'session.invalid_credentials' },
      }),
      {
        at: 5,
        isSuccess: false,
        method: 'Password',
        identifier: 'a@x.com',
        reason: 'session.invalid_credentials',
      },
    ],
    [
      'a suspended user',
      log('1', 5, 'Interaction.SignIn.Identifier.Submit', {
        result: 'Error',
        verification: { type: 'Social', identifier },
        error: { code: 'user.suspended' },
      }),
      { at: 5, isSuccess: false, method: 'Social', identifier: 'a@x.com', reason: 'user.suspended' },
    ],
    [
      'a second factor is asked for',
      log('1', 5, 'Interaction.SignIn.Submit', {
        result: 'Error',
        error: { code: 'session.mfa.require_mfa_verification' },
      }),
      undefined,
    ],
    [
      'an error that is only a text',
      log('1', 5, 'Interaction.SignIn.Submit', { result: 'Error', error: 'broken' }),
      { at: 5, isSuccess: false, method: 'Unknown', reason: 'unknown' },
    ],
  ])('%s', (_id, entry, event) => expect(readSignInEvent(entry)).toEqual(event))
})
