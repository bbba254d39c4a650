import { describe, expect, it } from 'vitest'
import { logto } from '../../src/presets/logto/logto.js'
import { logtoFactors } from '../../src/presets/logto/logto-factors.js'
import { RelatedIndex } from '../../src/presets/related-index.js'
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
      'second_factors_unknown',
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

  it.each([
    ['a row of the API', { id: 'abcdefghijkl', primaryEmail: 'a@example.com' }, []],
    [
      'one with another user’s factors joined',
      { id: 'abcdefghijkl' },
      [{ userId: 'other', mfaVerifications: [] }],
    ],
  ])('does not know the second factors of %s', (_, record, rows) => {
    const index = new RelatedIndex(logtoFactors)
    for (const row of rows) index.add(row)
    const user = logto.toUser(record, { ...emptyContext, related: (_name, key) => index.find(key) })
    expect(user).toMatchObject({ losses: [{ kind: 'second_factors_unknown' }] })
  })

  it.each([
    ['none', [], []],
    [
      'types without secrets',
      [{ type: 'Totp' }, { type: 'WebAuthn' }, { type: 'EmailVerificationCode' }],
      ['totp', 'passkey', 'second_factor'],
    ],
    ['used up backup codes', [{ type: 'BackupCode', remainCodes: 0 }], ['backup_codes']],
  ])('knows them by the joined answers: %s', (_, mfaVerifications, kinds) => {
    const index = new RelatedIndex(logtoFactors)
    index.add({ userId: 'abcdefghijkl', mfaVerifications })
    const context = {
      ...emptyContext,
      related: (name: string, key: string) => (name === 'mfa' ? index.find(key) : []),
    }
    const user = logto.toUser({ id: 'abcdefghijkl' }, context)
    expect('losses' in user && user.losses.map(({ kind }) => kind)).toEqual(kinds)
  })

  it.each([
    ['mfaVerifications', []],
    ['mfa_verifications', '[]'],
    ['mfa_verifications', ''],
    ['mfa_verifications', null],
  ])('takes a row with %s %j for somebody without', (name, value) => {
    expect(logto.toUser({ id: 'abcdefghijkl', [name]: value }, emptyContext)).toMatchObject({ losses: [] })
  })
})
