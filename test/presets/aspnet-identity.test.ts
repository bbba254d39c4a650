import { describe, expect, it } from 'vitest'
import { aspnetIdentity } from '../../src/presets/aspnet-identity/aspnet-identity.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'
import { readFixture } from './plan-fixture.js'

describePreset(
  aspnetIdentity,
  [
    {
      file: 'users.csv',
      related: {
        logins: 'logins.csv',
        claims: 'claims.csv',
        tokens: 'tokens.csv',
        userRoles: 'user-roles.csv',
        roles: 'roles.csv',
      },
      context: { nowMs: Date.UTC(2026, 0, 1) },
    },
  ],
  {
    otherForms: ['abp.json'],
    losses: ['backup_codes', 'password', 'role', 'second_factor', 'social_identity', 'suspension_end'],
  },
)

describe('aspnet-identity', () => {
  it('reads ABP, in camel case and with its own columns', async () => {
    const [ada, gone] = (await readFixture('aspnet-identity/abp.json')).map((record) =>
      aspnetIdentity.toUser(record, emptyContext),
    )
    expect(ada).toMatchObject({
      id: 'abp-1',
      username: 'abp_user',
      primaryEmail: 'ada@example.com',
      emailVerified: true,
      name: 'Ada Lovelace',
      profile: { givenName: 'Ada', familyName: 'Lovelace' },
      isSuspended: true,
      passwordAlgorithm: 'Legacy',
      migratedFrom: { createdAt: '2024-01-01T00:00:00.000Z' },
    })
    expect(gone).toMatchObject({ skip: 'deleted' })
  })

  it('takes only endless lockouts for suspensions while the time is not known', () => {
    const suspended = (LockoutEnd: string) =>
      aspnetIdentity.toUser({ Id: '1', Email: 'a@b.co', LockoutEnd, LockoutEnabled: 'True' }, emptyContext)
    expect(suspended('9999-12-31 23:59:59.9999999 +00:00')).toMatchObject({ isSuspended: true, losses: [] })
    expect(suspended('2031-01-01 00:00:00 +00:00')).toMatchObject({ isSuspended: undefined, losses: [] })
  })
})
