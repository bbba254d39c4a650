import { describe, expect, it } from 'vitest'
import { discourse } from '../../src/presets/discourse/discourse.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'
import { readFixture } from './plan-fixture.js'

describePreset(
  discourse,
  [
    {
      file: 'users.csv',
      related: {
        emails: 'user-emails.csv',
        passwords: 'user-passwords.csv',
        accounts: 'accounts.csv',
        secondFactors: 'second-factors.csv',
        securityKeys: 'security-keys.csv',
        groups: 'groups.csv',
      },
      context: { nowMs: Date.UTC(2026, 0, 1) },
    },
  ],
  {
    otherForms: ['users-admin-export.csv', 'users-before-2024.csv'],
    losses: ['backup_codes', 'passkey', 'password', 'social_identity', 'suspension_end'],
  },
)

describe('discourse', () => {
  it('reads the list that administrators export', async () => {
    const [record = {}] = await readFixture('discourse/users-admin-export.csv')
    expect(discourse.toUser(record, emptyContext)).toMatchObject({
      id: '31',
      primaryEmail: 'export@example.com',
      emailVerified: true,
      customData: { otherEmails: [{ value: 'second@example.com' }, { value: 'third@example.com' }] },
      roles: ['beta'],
      migratedFrom: { createdAt: '2022-01-15T10:30:00.000Z' },
    })
  })

  it('reads the columns that passwords had before 2024', async () => {
    const [record = {}] = await readFixture('discourse/users-before-2024.csv')
    const user = discourse.toUser(record, emptyContext)
    expect(user).toMatchObject({ passwordAlgorithm: 'Legacy', losses: [] })
    expect('passwordDigest' in user && user.passwordDigest).toContain('"64000","32","sha256"')
  })

  it('takes no end of a suspension for over while the time is not known', () => {
    const record = { id: '5', username: 'a', suspended_till: '2023-02-01 00:00:00' }
    expect(discourse.toUser(record, emptyContext)).toMatchObject({ isSuspended: true })
  })
})
