import { describe, expect, it } from 'vitest'
import { authjs } from '../../src/presets/authjs/authjs.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'
import { readContext, readFixture } from './plan-fixture.js'

describePreset(
  authjs,
  [
    {
      file: 'users.csv',
      related: { accounts: 'accounts.csv', authenticators: 'authenticators.csv' },
    },
  ],
  {
    otherForms: ['users-mongodb.ndjson'],
    losses: ['passkey', 'second_identity', 'social_identity'],
  },
)

describe('authjs', () => {
  it('reads the collections of the MongoDB adapter', async () => {
    const context = await readContext(authjs, { accounts: 'authjs/accounts-mongodb.ndjson' })
    const [first, second] = (await readFixture('authjs/users-mongodb.ndjson')).map((record) =>
      authjs.toUser(record, context),
    )
    expect(first).toMatchObject({
      id: '65a5f0c0a1b2c3d4e5f60001',
      emailVerified: true,
      passwordAlgorithm: 'Bcrypt',
      customData: { authjs: { plan: 'pro' } },
      identities: {},
    })
    expect(second).toMatchObject({ emailVerified: false, identities: { google: { userId: '110007' } } })
  })

  it('does not take a table with a yes or no for its own', () => {
    const record = { id: '1', name: 'A', email: 'a@example.com', emailVerified: false, image: null }
    expect(authjs.recognise([record]).score).toBeLessThan(0.5)
  })

  it('says nothing about verification where there is no such column', () => {
    expect(authjs.toUser({ id: '1', email: 'a@example.com' }, emptyContext)).toMatchObject({
      emailVerified: undefined,
    })
  })
})
