import { describe, expect, it } from 'vitest'
import type { LogtoUser } from '../../src/logto/calls/user.js'
import { judgeUser, type RollbackPermissions } from '../../src/rollback/judge-user.js'
import type { RunUser } from '../../src/rollback/run-user.js'

const createdAt = 1_790_000_000_000
const nothing: RollbackPermissions = { signedIn: false, changed: false }
const untouched: RunUser = { begunAtMs: 5000, touchedAtMs: undefined }
const touched: RunUser = { begunAtMs: 5000, touchedAtMs: 65_000 }

const userOf = (fields: Partial<LogtoUser>): LogtoUser => ({
  id: 'u',
  username: null,
  primaryEmail: null,
  primaryPhone: null,
  name: null,
  avatar: null,
  customData: { migratedFrom: { id: 'k', run: 'this' } },
  identities: {},
  profile: {},
  lastSignInAt: null,
  createdAt,
  updatedAt: createdAt,
  isSuspended: false,
  ...fields,
})

describe('a user that the run created', () => {
  const cases: [string, Partial<LogtoUser>, RunUser, RollbackPermissions, string[]][] = [
    ['is as it was', {}, untouched, nothing, []],
    ['was changed a millisecond later', { updatedAt: createdAt + 1 }, untouched, nothing, ['changed']],
    ['was changed by the last step of the run', { updatedAt: createdAt + 60_000 }, touched, nothing, []],
    ['was changed after the last step', { updatedAt: createdAt + 63_001 }, touched, nothing, ['changed']],
    [
      'was changed, and that is allowed',
      { updatedAt: createdAt + 1 },
      untouched,
      { ...nothing, changed: true },
      [],
    ],
    [
      'has signed in, which moves updatedAt too',
      { lastSignInAt: createdAt + 9, updatedAt: createdAt + 9 },
      untouched,
      nothing,
      ['signed_in'],
    ],
    [
      'has signed in, and that is allowed',
      { lastSignInAt: createdAt + 9, updatedAt: createdAt + 9 },
      untouched,
      { ...nothing, signedIn: true },
      [],
    ],
    [
      'carries another run',
      { customData: { migratedFrom: { run: 'other' } } },
      untouched,
      nothing,
      ['other_run'],
    ],
    ['carries no mark, as with keepMigratedFrom: false', { customData: {} }, untouched, nothing, []],
    [
      'is only allowed to have signed in',
      { lastSignInAt: createdAt + 9, customData: { migratedFrom: { run: 'other' } } },
      untouched,
      { ...nothing, signedIn: true },
      ['other_run'],
    ],
  ]
  it.each(cases)('%s', (_title, fields, made, allowed, reasons) => {
    expect(judgeUser(userOf(fields), made, 'this', allowed)).toEqual(reasons)
  })
})
