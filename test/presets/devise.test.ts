import { describe, expect, it } from 'vitest'
import { devise } from '../../src/presets/devise/devise.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(devise, [
  { file: 'users.csv', related: { identities: 'identities.csv', roles: 'roles.csv' } },
  { file: 'authlogic.csv', expected: 'authlogic.expected-plans.json' },
])

describe('devise', () => {
  const encrypted_password = '$2a$05$FbfQc2O/6Ghu8Sv9VhWJ.uTDFtaOk1ggVh.kPIwlSeyYkgQP66E8q'

  it('refuses every hash when the operator names a pepper', () => {
    const record = { id: 1, email: 'a@example.com', encrypted_password }
    const context = { ...emptyContext, passwordParams: { pepper: 'c0ffee' } }
    expect(devise.toUser(record, context)).toMatchObject({
      passwordDigest: undefined,
      unconvertiblePassword: { reason: 'pepper_in_password' },
    })
  })

  it('takes an address for verified where Devise never asks for a confirmation', () => {
    const record = { id: 1, email: 'a@example.com', encrypted_password }
    expect(devise.toUser(record, emptyContext)).toHaveProperty('emailVerified', undefined)
    expect(devise.toUser({ ...record, confirmed_at: '' }, emptyContext)).toHaveProperty(
      'emailVerified',
      false,
    )
  })
})
