import { describe, expect, it } from 'vitest'
import { betterAuth } from '../../src/presets/better-auth/better-auth.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'
import { readContext, readFixture } from './plan-fixture.js'

describePreset(
  betterAuth,
  [
    {
      file: 'users.json',
      related: {
        accounts: 'accounts.json',
        twoFactors: 'two-factors.json',
        passkeys: 'passkeys.json',
        members: 'members.json',
        organizations: 'organizations.json',
      },
      context: { nowMs: Date.UTC(2026, 0, 1) },
    },
  ],
  {
    otherForms: ['users-sqlite.csv'],
    losses: [
      'backup_codes',
      'organization',
      'passkey',
      'password',
      'second_identity',
      'social_identity',
      'suspension_end',
      'totp',
    ],
  },
)

describe('better-auth', () => {
  it('reads snake case and numbers for dates and flags', async () => {
    const [verified, banned] = (await readFixture('better-auth/users-sqlite.csv')).map((record) =>
      betterAuth.toUser(record, emptyContext),
    )
    expect(verified).toMatchObject({
      emailVerified: true,
      isSuspended: undefined,
      migratedFrom: { createdAt: '2025-01-15T10:30:00.000Z' },
    })
    expect(banned).toMatchObject({ emailVerified: false, isSuspended: true, losses: [] })
  })

  it('links Microsoft accounts when the operator vouches for the ids', async () => {
    const context = await readContext(
      betterAuth,
      { accounts: 'better-auth/accounts.json' },
      { connectors: { microsoft: 'azuread' } },
    )
    const record = (await readFixture('better-auth/users.json')).find(({ name }) => name === 'Microsoft')
    expect(betterAuth.toUser(record ?? {}, context)).toMatchObject({
      identities: { azuread: { userId: expect.stringMatching(/^A{21}/) } },
      losses: [],
    })
  })
})
