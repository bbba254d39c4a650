import { describe, expect, it } from 'vitest'
import { keycloak } from '../../src/presets/keycloak/keycloak.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(keycloak, [
  {
    file: 'users.json',
    related: {
      identityProviders: 'identity-providers.json',
      organizations: 'organizations.json',
      groups: 'groups.json',
    },
  },
  { file: 'admin-api.json', expected: 'admin-api.expected-plans.json' },
  {
    file: 'tables/user_entity.csv',
    related: {
      credentials: 'tables/credential.csv',
      attributes: 'tables/user_attribute.csv',
      federatedIdentities: 'tables/federated_identity.csv',
      requiredActions: 'tables/user_required_action.csv',
      roles: 'tables/user_roles.csv',
    },
    expected: 'tables/expected-plans.json',
    isRespelled: true,
  },
])

describe('keycloak', () => {
  it('reads the TOTP key as text: the base32 is of its UTF-8 bytes', () => {
    const credentials = [
      { type: 'otp', secretData: '{"value":"hf8Jd03kFoe92Kdl1Pqz"}', credentialData: '{"subType":"totp"}' },
    ]
    expect(keycloak.toUser({ username: 'jane', credentials }, emptyContext)).toMatchObject({
      mfa: [{ type: 'Totp', secret: 'NBTDQSTEGAZWWRTPMU4TES3ENQYVA4L2' }],
    })
  })

  it('takes an alias for the provider when nothing says what it stands for', () => {
    const federatedIdentities = [{ identityProvider: 'github', userId: '7', userName: 'octo' }]
    expect(keycloak.toUser({ username: 'octo', federatedIdentities }, emptyContext)).toMatchObject({
      identities: { github: { userId: '7', details: { id: '7', name: 'octo' } } },
    })
  })

  it('takes an enterprise provider that the operator has mapped', () => {
    const federatedIdentities = [{ identityProvider: 'oidc', userId: 's1' }]
    const context = { ...emptyContext, connectors: { oidc: 'corp' } }
    expect(keycloak.toUser({ username: 'octo', federatedIdentities }, context)).toMatchObject({
      identities: { corp: { userId: 's1' } },
      losses: [],
    })
  })
})
