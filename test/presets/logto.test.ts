import { describe, expect, it } from 'vitest'
import { logto } from '../../src/presets/logto/logto.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'
import { readFixture } from './plan-fixture.js'

describePreset(
  logto,
  [
    {
      file: 'users.json',
      related: { roles: 'roles.ndjson', organizations: 'organizations.ndjson' },
    },
  ],
  {
    otherForms: ['users-table.csv'],
    losses: [
      'backup_codes',
      'enterprise_identity',
      'passkey',
      'password',
      'second_factor',
      'social_identity',
      'totp',
    ],
  },
)

describe('logto', () => {
  it('reads the users table of a self-hosted tenant', async () => {
    const [record = {}] = await readFixture('logto/users-table.csv')
    expect(logto.toUser(record, emptyContext)).toMatchObject({
      id: 'tbl000000001',
      primaryEmail: 'table@example.com',
      primaryPhone: '14155550142',
      passwordAlgorithm: 'Bcrypt',
      customData: { theme: 'dark' },
      identities: { github: { userId: '583231' } },
      mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
      isSuspended: true,
      migratedFrom: { createdAt: '2024-01-01T00:00:00.000Z' },
    })
  })

  it('renames connector targets as the operator says', () => {
    const record = { id: 'abcdefghijkl', identities: { corp: { userId: '1' }, google: { userId: '2' } } }
    const user = logto.toUser(record, { ...emptyContext, connectors: { corp: 'acme-oidc' } })
    expect(user).toMatchObject({ identities: { 'acme-oidc': { userId: '1' }, google: { userId: '2' } } })
  })
})
