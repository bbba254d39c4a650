import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import type { RunFolder } from '../../src/checkpoint/run-folder.js'
import { runId, runStartedAt, writeLines, writeRun } from './write-run.js'

/** What somebody may call themselves. */
export const hostileName = `</script><script>document.title='broken'</script><img src=x onerror="document.title='broken'">`

/** One on the first page, which is markup too, and one that is only in the rows for the script. */
export const hostileOrdinals = [3, 903]

/** How many records of the run were rejected; far more than a page shows. */
export const rejectedCount = 20_000
export const createdCount = 900
export const failedCount = 30
export const existingCount = 70

/**
 * A run with everything a report can show: three sessions with days between them, a pause, refused records and
 * steps, hash families, losses, differences, sign-ins, and a user with a hostile name.
 */
export const writeRichRun = async (folder: string): Promise<RunFolder> => {
  const run = await writeRun(folder, richEntries())
  await writeLines(run, 'rejected.ndjson', [...rejections(), ...refusals()])
  await writeLines(run, 'run.log', [
    {
      level: 30,
      time: Date.parse(runStartedAt) + 4000,
      run: runId,
      reason: 'rate_limited',
      delayMs: 5000,
      msg: 'paused',
    },
    {
      level: 30,
      time: Date.parse(runStartedAt) + 5000,
      run: runId,
      reason: 'rate_limited',
      delayMs: 6000,
      msg: 'paused',
    },
    { level: 30, time: 1, run: 'another run', reason: 'outage', delayMs: 9e9, msg: 'paused' },
  ])
  await writeFile(join(folder, 'summary.json'), JSON.stringify(inputSummary))
  await writeFile(join(folder, 'sign-ins.json'), JSON.stringify(signIns))
  await writeLines(run, 'people-left.ndjson', [
    { key: keyOf(21_001), id: 'logto1', email: 'ada@example.com', why: ['never_signed_in', 'pending'] },
    {
      key: '=HYPERLINK("https://example.com")',
      id: 'logto2',
      phone: '14155550101',
      why: ['never_signed_in'],
    },
    { key: 'bob@example.com', id: 'logto3', email: 'bob@example.com', username: '@bob', why: ['pending'] },
    { key: 'k4', id: 4, why: [] },
  ])
  await writeLines(run, 'links.ndjson', [
    { t: 'links', format: 1, endpoint: 'http://127.0.0.1:3001', tenantId: 'default', tool: '0.1.0', at: '' },
    { t: 'token', user: 'logto1', id: 'a', expiresAt: Date.UTC(2026, 1, 1) },
    { t: 'token', user: 'logto2', id: 'b', expiresAt: Date.UTC(2026, 1, 20) },
    { t: 'token', user: 'logto2', id: 'c', expiresAt: Date.UTC(2026, 1, 21) },
    { t: 'token', user: 'logto3', id: 'd', expiresAt: Date.UTC(2026, 1, 21) },
    { t: 'revoked', id: 'd' },
  ])
  await writeLines(run, 'differences.ndjson', [
    { ordinal: 1, isMissing: true, differences: [] },
    {
      ordinal: 2,
      isMissing: false,
      differences: [{ field: 'profile.givenName' }, { field: 'profile.nickname' }],
    },
    { ordinal: 3, isMissing: false, differences: [{ field: 'name', expected: 'Jane', actual: 'Joan' }] },
  ])
  const verifiedAt = new Date('2026-02-04T09:00:00.000Z')
  await utimes(join(folder, 'differences.ndjson'), verifiedAt, verifiedAt)
  return run
}

const day = 86_400_000

function* richEntries(): Generator<CheckpointEntry> {
  yield { t: 'open', at: 0 }
  let n = 0
  for (; n < rejectedCount;) {
    n += 1
    yield {
      t: 'rejected',
      n,
      at: 10,
      key: keyOf(n),
      codes: [n % 4 === 0 ? 'phone_invalid' : 'email_invalid'],
    }
  }
  for (let place = 0; place < createdCount; place += 1) {
    n += 1
    // Twenty a second; killed after 22 s, taken up a day later, stopped after 15 s, finished two days later.
    const session = place < 300 ? 0 : place < 600 ? 1 : 2
    if (place === 300) yield { t: 'open', at: day }
    if (place === 600) {
      yield { t: 'close', at: day + 15_000, why: 'interrupted' }
      yield { t: 'open', at: 3 * day }
    }
    // Nothing goes out while the target asks for a pause.
    const pauseMs = session === 0 && place >= 80 ? 7000 : 0
    const at = session * day * (session === 2 ? 1.5 : 1) + (place % 300) * 50 + pauseMs
    yield { t: 'begin', n, key: keyOf(n), at }
    const left = place === 5 ? 1 : 0
    yield { t: 'created', n, id: `logto${n}`, at: at + 40, ms: 20 + (place % 50) ** 2 / 4, left }
    if (place === 5)
      yield {
        t: 'step',
        n,
        unit: 'identity:google',
        ok: false,
        at: at + 60,
        code: 'user.identity_already_in_use',
      }
  }
  const at = 3 * day + 16_000
  for (let place = 0; place < existingCount; place += 1) {
    n += 1
    yield { t: 'begin', n, key: keyOf(n), at }
    yield { t: 'existing', n, id: `logto${n}`, at: at + place * 20, code: 'user.email_already_in_use' }
  }
  for (let place = 0; place < failedCount; place += 1) {
    n += 1
    yield { t: 'begin', n, key: keyOf(n), at }
    yield { t: 'failed', n, at: at + 2000 + place * 20, code: 'user.invalid_phone', status: 422 }
  }
  yield { t: 'close', at: at + 6000, why: 'complete' }
}

const keyOf = (n: number): string => `auth0|${String(n).padStart(24, '0')}`

const rejections = (): object[] =>
  Array.from({ length: rejectedCount }, (_, index) => {
    const ordinal = index + 1
    const isPhone = ordinal % 4 === 0
    return {
      ordinal,
      file: 'exports/users.ndjson',
      line: ordinal,
      sourceKey: keyOf(ordinal),
      codes: [isPhone ? 'phone_invalid' : 'email_invalid'],
      messages: [
        isPhone
          ? 'primaryPhone: expected a number that can exist, such as +14155550123, got "+12345".'
          : `primaryEmail: expected an address such as name@example.com, got "jane.doe${ordinal} at example.com".`,
      ],
      record: {
        id: ordinal,
        name: hostileOrdinals.includes(ordinal) ? hostileName : `Jane Doe ${ordinal}`,
        email: 'jane.doe@example.org',
      },
    }
  })

const refusals = (): object[] =>
  Array.from({ length: failedCount }, (_, index) => {
    const ordinal = rejectedCount + createdCount + existingCount + index + 1
    return {
      ordinal,
      file: 'exports/users.ndjson',
      line: ordinal,
      sourceKey: keyOf(ordinal),
      codes: ['user.invalid_phone'],
      messages: ['Logto refused the user for good: user.invalid_phone.'],
      record: { id: ordinal, phone_number: '+1 415 555 2671' },
    }
  })

const example = (message: string) => ({
  count: 42,
  examples: [{ file: 'exports/users.ndjson', line: 61, ordinal: 61, sourceKey: 'k61', message }],
})

const inputSummary = {
  at: runStartedAt,
  rate: '200/10s',
  seconds: 52,
  records: 21_000,
  valid: 1000,
  rejected: rejectedCount,
  skipped: 0,
  problems: {},
  warnings: {
    username_dropped: example('username: expected letters, got "ingrid.vanderberg3"; kept in customData.'),
  },
  losses: {
    enterprise_identity: example('The samlp identity cannot be imported; Logto links it by e-mail.'),
  },
  skips: {},
  passwords: { Bcrypt: 700, 'Legacy pbkdf2': 180, Argon2i: 20, none: 100 },
  oldPasswords: { converted: 900, firstSignIn: 0, mustReset: 40 },
  requests: { create: 1000, identities: 30, total: 1030 },
}

const signIns = {
  at: '2026-02-05T12:00:00.000Z',
  since: '2026-02-03T08:00:00.000Z',
  users: 900,
  signedIn: 612,
  never: 288,
  stuck: 17,
  missing: 0,
  succeeded: 612,
  failed: 35,
  failedElsewhere: 3,
  byMethod: { password: 480, 'social: google': 132 },
  failuresByReason: { 'session.invalid_credentials': 31, 'session.verification_code_expired': 4 },
  overTime: Array.from({ length: 52 }, (_, hour) => ({
    at: new Date(Date.parse('2026-02-03T08:00:00.000Z') + hour * 3_600_000).toISOString(),
    succeeded: Math.round(24 * Math.abs(Math.sin(hour / 4))),
    failed: hour % 7 === 0 ? 5 : 0,
  })),
}
