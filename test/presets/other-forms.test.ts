import { describe, expect, it } from 'vitest'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { isSkip } from '../../src/presets/preset.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const salt = 'N9qo8uLOickgx2ZMRZoMye'
const hash = `$2a$10$${salt}IjZAgcfl7p92ldGxad68LJZdL17lhWy`
const email = 'ada@example.com'

const bodies: [string, string, JsonObject][] = [
  ['auth0', 'bulk import', { email, custom_password_hash: { algorithm: 'bcrypt', hash: { value: hash } } }],
  [
    'fusionauth',
    'import request',
    { email, active: true, encryptionScheme: 'bcrypt', factor: 10, salt, password: hash.slice(29) },
  ],
  [
    'kratos',
    'import request',
    { schema_id: 'a', traits: { email }, credentials: { password: { config: { hashed_password: hash } } } },
  ],
  ['clerk', 'create request', { email_address: [email], password_digest: hash, password_hasher: 'bcrypt' }],
  [
    'supertokens',
    'bulk import',
    {
      loginMethods: [{ recipeId: 'emailpassword', email, passwordHash: hash, hashingAlgorithm: 'bcrypt' }],
    },
  ],
  [
    'zitadel',
    'create request of v2',
    {
      username: 'ada',
      profile: { givenName: 'Ada', familyName: 'L' },
      email: { email, isVerified: true },
      hashedPassword: { hash },
    },
  ],
  [
    'zitadel',
    'import request of v1',
    {
      userName: 'ada',
      profile: { firstName: 'Ada', lastName: 'L' },
      email: { email, isEmailVerified: true },
      hashedPassword: { value: hash },
    },
  ],
  [
    'okta',
    'create request',
    {
      profile: { login: email, email },
      credentials: {
        password: { hash: { algorithm: 'BCRYPT', workFactor: 10, salt, value: hash.slice(29) } },
      },
    },
  ],
  ['workos', 'import template', { email, password_hash: hash, password_hash_type: 'bcrypt' }],
  [
    'better-auth',
    'accounts inside the user',
    {
      id: '1',
      name: 'Ada',
      email,
      emailVerified: true,
      image: null,
      accounts: [{ providerId: 'credential', accountId: '1', password: hash }],
    },
  ],
]

describe('bodies of import requests are their system, and their hashes convert', () => {
  it.each(bodies)('%s: %s', (name, _, record) => {
    const { best, rival } = detectPreset([record])
    expect([best.preset.name, rival]).toEqual([name, undefined])
    const user = best.preset.toUser(record, emptyContext)
    expect(isSkip(user)).toBe(false)
    expect(user).toMatchObject({ primaryEmail: email, passwordAlgorithm: 'Bcrypt', passwordDigest: hash })
  })
})

const attributes = { sub: '1', email, email_verified: 'true', 'custom:plan': 'gold' }

describe('Cognito as other tools write it', () => {
  it.each<[string, JsonObject]>([
    [
      'AWS CLI',
      {
        Username: 'ada',
        UserStatus: 'CONFIRMED',
        Attributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      },
    ],
    ['attributes as an object', { Username: 'ada', Attributes: attributes, UserStatus: 'CONFIRMED' }],
    [
      'attributes as JSON in a cell',
      { Username: 'ada', Attributes: JSON.stringify(attributes), UserStatus: '' },
    ],
    ['attributes at the top', { Username: 'ada', ...attributes, UserStatus: 'CONFIRMED', Enabled: 'true' }],
    [
      'columns of attributes',
      {
        Username: 'ada',
        UserStatus: 'CONFIRMED',
        ...Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [`Attributes.${name}`, value]),
        ),
      },
    ],
    [
      'columns of a list',
      Object.fromEntries([
        ['Username', 'ada'],
        ['UserStatus', 'CONFIRMED'],
        ...Object.entries(attributes).flatMap(([name, value], at) => [
          [`Attributes.${at}.Name`, name],
          [`Attributes.${at}.Value`, value],
        ]),
      ]),
    ],
    ['event of a trigger', { userPoolId: 'eu_1', userName: 'ada', request: { userAttributes: attributes } }],
    ['camel case', { username: 'ada', userStatus: 'CONFIRMED', userPoolId: 'eu_1', attributes }],
  ])('%s', (_, record) => {
    const { best, rival } = detectPreset([record])
    expect([best.preset.name, rival]).toEqual(['cognito', undefined])
    expect(best.preset.toUser(record, emptyContext)).toMatchObject({
      id: '1',
      primaryEmail: email,
      emailVerified: true,
      username: 'ada',
      customData: { custom: { plan: 'gold' } },
      losses: [{ kind: 'password' }],
    })
  })
})

describe('related rows inside the user', () => {
  it('Auth.js: accounts', () => {
    const record = {
      id: '1',
      name: 'Ada',
      email,
      emailVerified: null,
      image: null,
      accounts: [{ type: 'oauth', provider: 'google', providerAccountId: '5', access_token: 'hidden' }],
    }
    const { best } = detectPreset([record])
    expect(best.preset.name).toBe('authjs')
    const user = best.preset.toUser(record, emptyContext)
    expect(user).toMatchObject({ identities: { google: { userId: '5' } } })
    expect(JSON.stringify(user)).not.toContain('hidden')
  })
})

it('a password that Auth0 keeps is a counted loss that names where to get it', () => {
  const record = {
    user_id: 'auth0|1',
    email,
    identities: [{ connection: 'db', provider: 'auth0', user_id: '1' }],
  }
  expect(detectPreset([record]).best.preset.toUser(record, emptyContext)).toMatchObject({
    losses: [
      { kind: 'password', reason: 'hash_not_exported', detail: expect.stringContaining('source.passwords') },
    ],
  })
})
