import { describe, expect, it } from 'vitest'
import { kratos } from '../../src/presets/kratos/kratos.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(kratos, [{ file: 'users.json', related: { providers: 'providers.json' } }])

describe('kratos', () => {
  it('links identities that the operator has mapped, whatever their kind', () => {
    const entry = { provider: 'microsoft', subject: 's1' }
    const credentials = { oidc: { config: { providers: [entry] } } }
    const context = { ...emptyContext, connectors: { microsoft: 'my-oidc' } }
    expect(kratos.toUser({ traits: {}, credentials }, context)).toMatchObject({
      identities: { 'my-oidc': { userId: 's1' } },
      losses: [],
    })
  })

  it('takes an address for verified only when the list says so', () => {
    const traits = { email: 'Jane@example.com' }
    const verified = {
      traits,
      verifiable_addresses: [{ value: 'jane@example.com', verified: true, via: 'email' }],
    }
    expect(kratos.toUser(verified, emptyContext)).toMatchObject({ emailVerified: true })
    expect(kratos.toUser({ traits }, emptyContext)).toMatchObject({ emailVerified: false })
  })
})
