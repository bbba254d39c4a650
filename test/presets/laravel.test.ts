import { describe, expect, it } from 'vitest'
import { laravel } from '../../src/presets/laravel/laravel.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(laravel, [
  {
    file: 'users.csv',
    related: { identities: 'identities.csv', roles: 'roles.csv', teams: 'teams.csv' },
  },
])

describe('laravel', () => {
  it('takes a secret of a version that has no confirmation', () => {
    const record = { id: 1, email: 'a@example.com', two_factor_secret: 'JBSWY3DPEHPK3PXP' }
    expect(laravel.toUser(record, emptyContext)).toMatchObject({
      mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXP' }],
    })
    const unconfirmed = { ...record, two_factor_confirmed_at: '' }
    expect(laravel.toUser(unconfirmed, emptyContext)).toMatchObject({ mfa: [], losses: [] })
  })

  it('keeps nothing of tokens', () => {
    const record = { id: 1, email: 'a@example.com', remember_token: 'abc', api_token: 'def' }
    expect(JSON.stringify(laravel.toUser(record, emptyContext))).not.toMatch(/abc|def/)
  })
})
