import { describe, expect, it } from 'vitest'
import { auth0 } from '../../src/presets/auth0/auth0.js'
import { planFixture, readContext, readFixture } from './plan-fixture.js'
import { emptyContext } from './empty-context.js'

describe('auth0', () => {
  it('plans the users export with its password export as expected', async () => {
    const context = await readContext(auth0, {
      passwords: 'auth0/passwords.ndjson',
      members: 'auth0/members.ndjson',
      organizations: 'auth0/organizations.ndjson',
    })
    const planned = planFixture(auth0, await readFixture('auth0/users.ndjson'), context)
    await expect(`${JSON.stringify(planned, undefined, 2)}\n`).toMatchFileSnapshot(
      '../../fixtures/auth0/expected-plans.json',
    )
  })

  it.each([
    { id: 'users export', file: 'auth0/users.ndjson', atLeast: 0.8 },
    { id: 'CSV export', file: 'auth0/users.csv', atLeast: 0.8 },
    { id: 'CSV of the extension', file: 'auth0/extension.csv', atLeast: 0.5 },
  ])('recognizes the $id', async ({ file, atLeast }) => {
    const { score, evidence } = auth0.recognise(await readFixture(file))
    expect(score).toBeGreaterThanOrEqual(atLeast)
    expect(evidence.length).toBeGreaterThan(0)
  })

  it('reads a flattened CSV like the API', async () => {
    const [database, google] = (await readFixture('auth0/users.csv')).map((record) =>
      auth0.toUser(record, emptyContext),
    )
    expect(database).toMatchObject({
      id: 'auth0|csv-1',
      primaryEmail: 'csv@example.com',
      emailVerified: true,
      customData: { userMetadata: { theme: 'dark' }, appMetadata: { plan: 'pro' } },
      identities: {},
      migratedFrom: { loginsCount: 4 },
    })
    expect(google).toMatchObject({ customData: {}, identities: { google: { userId: '110009' } } })
  })

  it('reads the headings of the extension', async () => {
    const [record = {}] = await readFixture('auth0/extension.csv')
    expect(auth0.toUser(record, emptyContext)).toMatchObject({
      id: 'auth0|ext-1',
      primaryEmail: 'ext@example.com',
      emailVerified: true,
      name: 'Jane Ext',
      avatar: 'https://example.com/a.png',
      profile: { givenName: 'Jane', familyName: 'Ext', nickname: 'jane' },
      customData: {},
      migratedFrom: { createdAt: '2024-01-15T10:30:00.000Z', updatedAt: '2024-01-16T10:30:00.000Z' },
    })
  })

  it('takes a line of the password export for a user of its own', async () => {
    const [, euclid = {}] = await readFixture('auth0/passwords.ndjson')
    expect(auth0.toUser(euclid, emptyContext)).toMatchObject({
      id: 'auth0|euclid',
      primaryEmail: 'euclid@example.com',
      passwordAlgorithm: 'Bcrypt',
      customData: {},
    })
  })

  it('takes enterprise and custom social connections that the operator has mapped', () => {
    const record = {
      user_id: 'oidc|corp|1',
      identities: [
        { provider: 'oidc', connection: 'corp', user_id: '1', isSocial: false },
        { provider: 'oauth2', connection: 'LINE', user_id: 'U7', isSocial: true },
      ],
    }
    const user = auth0.toUser(record, { ...emptyContext, connectors: { corp: 'corp-oidc', LINE: 'line' } })
    expect(user).toMatchObject({
      identities: { 'corp-oidc': { userId: '1' }, line: { userId: 'U7' } },
      losses: [],
    })
  })
})
