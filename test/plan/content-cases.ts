import type { PlanCase } from './plan-case.js'

const bcrypt = '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG'

export const contentCases: PlanCase[] = [
  {
    id: 'profile, numbers become text',
    user: { profile: { birthdate: 1980, gender: '' } },
    create: { profile: { birthdate: '1980' } },
  },
  {
    id: 'profile, unknown key',
    user: { profile: { givenName: 'Jane', shoeSize: 38 } },
    create: { profile: { givenName: 'Jane' }, customData: { profile: { shoeSize: 38 } } },
    warnings: ['profile_key_moved'],
  },
  {
    id: 'profile, unknown key beside custom data of that name',
    user: { profile: { shoeSize: 38 }, customData: { profile: { a: 1 } } },
    create: { customData: { profile: { shoeSize: 38, a: 1 } } },
    warnings: ['profile_key_moved'],
  },
  {
    id: 'profile, address as text',
    user: { profile: { address: '1 Main St' } },
    create: { profile: { address: { formatted: '1 Main St' } } },
  },
  {
    id: 'profile, address with an unknown part',
    user: { profile: { address: { country: 'FR', floor: 2 } } },
    create: { profile: { address: { country: 'FR' } }, customData: { profile: { 'address.floor': 2 } } },
    warnings: ['profile_key_moved'],
  },
  {
    id: 'profile with NUL',
    user: { profile: { nickname: 'a\0' } },
    problems: [['nul_character', 'profile.nickname']],
  },
  {
    id: 'profile is __proto__',
    user: { profile: JSON.parse('{"__proto__":{"a":1}}') },
    warnings: ['profile_key_moved'],
    problems: [['proto_key', 'profile.__proto__']],
  },
  { id: 'profile an array', user: { profile: [] }, problems: [['wrong_type', 'profile']] },
  {
    id: 'customData',
    user: { customData: { a: { b: [1, null, 'x'] } } },
    create: { customData: { a: { b: [1, null, 'x'] } } },
  },
  { id: 'customData an array', user: { customData: [1] }, problems: [['wrong_type', 'customData']] },
  {
    id: 'customData with NUL in a value',
    user: { customData: { a: ['x', { b: 'a\0b' }] } },
    problems: [['nul_character', 'customData.a[1].b']],
  },
  {
    id: 'customData with NUL in a key',
    user: { customData: { 'a\0b': 1 } },
    problems: [['nul_character', 'customData.a\\0b']],
  },
  {
    id: 'customData with half a surrogate pair',
    user: { customData: { a: '\udc00' } },
    problems: [['lone_surrogate', 'customData.a']],
  },
  {
    id: 'customData with __proto__',
    user: { customData: JSON.parse('{"a":{"__proto__":{"x":1}}}') },
    problems: [['proto_key', 'customData.a.__proto__']],
  },
  {
    id: 'customData with a bigint',
    user: { customData: { a: 1n } },
    problems: [['wrong_type', 'customData.a']],
  },
  {
    id: 'customData with NaN',
    user: { customData: { a: Number.NaN } },
    problems: [['wrong_type', 'customData.a']],
  },
  {
    id: 'customData nested 5000 deep',
    user: { customData: { a: JSON.parse('['.repeat(5000) + ']'.repeat(5000)) } },
    problems: [['nested_too_deep', `customData.a${'[0]'.repeat(99)}`]],
  },
  {
    id: 'body of 1,048,576 bytes',
    user: { customData: { x: 'y'.repeat(1_048_576 - 41) } },
    rules: { keepMigratedFrom: false },
    create: { customData: { x: 'y'.repeat(1_048_576 - 41) } },
  },
  {
    id: 'body of 1,048,577 bytes',
    user: { customData: { x: 'y'.repeat(1_048_576 - 40) } },
    rules: { keepMigratedFrom: false },
    problems: [['body_too_large', 'customData']],
  },
  {
    id: 'body over the limit by bytes, not characters',
    user: { customData: { x: '日'.repeat(400_000) } },
    problems: [['body_too_large', 'customData']],
  },
  { id: 'password', user: { password: ' a ' }, create: { password: ' a ' } },
  { id: 'password empty', user: { password: '' }, create: { password: undefined } },
  {
    id: 'password and digest',
    user: { password: 'a', passwordDigest: bcrypt, passwordAlgorithm: 'Bcrypt' },
    problems: [['password_and_digest', 'password']],
  },
  {
    id: 'digest',
    user: { passwordDigest: `${bcrypt}\n`, passwordAlgorithm: 'Bcrypt' },
    create: { passwordDigest: bcrypt, passwordAlgorithm: 'Bcrypt' },
  },
  {
    id: 'digest without algorithm',
    user: { passwordDigest: bcrypt },
    problems: [['password_algorithm_missing', 'passwordAlgorithm']],
  },
  {
    id: 'digest of an unknown algorithm',
    user: { passwordDigest: bcrypt, passwordAlgorithm: 'bcrypt' },
    problems: [['password_algorithm_unknown', 'passwordAlgorithm']],
  },
  {
    id: 'algorithm without digest',
    user: { passwordDigest: '', passwordAlgorithm: 'Bcrypt' },
    create: { passwordAlgorithm: undefined },
  },
  {
    id: 'garbage digest, Logto would take it',
    user: { passwordDigest: 'garbage', passwordAlgorithm: 'Argon2id' },
    problems: [['digest_invalid', 'passwordDigest']],
  },
  {
    id: 'digest of 257',
    user: { passwordDigest: 'x'.repeat(257), passwordAlgorithm: 'Legacy' },
    problems: [['digest_invalid', 'passwordDigest']],
  },
  {
    id: 'password to be changed, left out by the rule',
    user: { password: 'Secret-123', isPasswordExpired: true },
    rules: { expiredPassword: 'omit' },
    create: { password: undefined },
    losses: ['password'],
  },
  {
    id: 'nothing to be left out, and no loss',
    user: { isPasswordExpired: true },
    rules: { expiredPassword: 'omit' },
    losses: [],
  },
  {
    id: 'unconvertible password omitted',
    user: {
      unconvertiblePassword: { reason: 'phpass', message: 'No.' },
      losses: [{ kind: 'password', detail: 'No.' }],
    },
    create: { password: undefined },
    losses: ['password'],
  },
  {
    id: 'unconvertible password rejected',
    user: { unconvertiblePassword: { reason: 'phpass', message: 'No.' } },
    rules: { unconvertiblePassword: 'reject' },
    problems: [['password_unconvertible', 'password']],
  },
  {
    id: 'identity with a quote in its target',
    user: { identities: { "o'idc": { userId: '1' } } },
    problems: [['identity_invalid', "identities.o'idc"]],
  },
  {
    id: 'identity without an id',
    user: { identities: { google: { userId: '' } } },
    problems: [['identity_invalid', 'identities.google.userId']],
  },
  {
    id: 'identity with details of the wrong kind',
    user: { identities: { google: { userId: '1', details: [] } } },
    problems: [['wrong_type', 'identities.google.details']],
  },
  {
    id: 'identity alone is a way to sign in',
    user: { username: undefined, identities: { github: { userId: 5 } } },
    create: {},
  },
  {
    id: 'TOTP that does not fit is a loss',
    user: { mfa: [{ type: 'Totp', secret: 'JBSWY3DP' }] },
    create: {},
    warnings: ['totp_dropped'],
    losses: ['totp'],
  },
  {
    id: 'backup codes alone are a loss',
    user: { mfa: [{ type: 'BackupCode', codes: Array(10).fill('0123456789') }] },
    create: {},
    warnings: ['backup_codes_dropped'],
    losses: ['backup_codes'],
  },
  {
    id: 'nothing to sign in with',
    user: { username: undefined, name: 'Jane' },
    problems: [['no_sign_in_method']],
  },
  { id: 'suspended as text', user: { isSuspended: 'true' }, problems: [['wrong_type', 'isSuspended']] },
  { id: 'roles not an array', user: { roles: 'admin' }, problems: [['wrong_type', 'roles']] },
  {
    id: 'organization without id and name',
    user: { organizations: [{ roles: [] }] },
    problems: [['wrong_type', 'organizations[0]']],
  },
  { id: 'source key of 513', user: { id: 'k'.repeat(513) }, problems: [['source_key_too_long', 'id']] },
  {
    id: 'problem of the preset',
    user: { problems: [{ code: 'cell_not_readable', field: 'mfa', message: 'x' }] },
    problems: [['cell_not_readable', 'mfa']],
  },
  {
    id: 'several problems at once',
    user: { primaryEmail: 'x', primaryPhone: '+1', name: '\0' },
    problems: [
      ['email_invalid', 'primaryEmail'],
      ['phone_invalid', 'primaryPhone'],
      ['nul_character', 'name'],
    ],
  },
  {
    id: 'origin',
    user: {
      migratedFrom: {
        system: 'auth0',
        id: 'u1',
        createdAt: '2024-01-15T10:30:00.000Z',
        loginsCount: undefined,
      },
    },
    create: {
      customData: { migratedFrom: { system: 'auth0', id: 'u1', createdAt: '2024-01-15T10:30:00.000Z' } },
    },
  },
  {
    id: 'origin of an earlier move is kept',
    user: { customData: { migratedFrom: { old: 1, id: 'x' } }, migratedFrom: { id: 'u1' } },
    create: { customData: { migratedFrom: { old: 1, id: 'u1' } } },
  },
  {
    id: 'origin not wanted',
    user: { migratedFrom: { system: 'auth0' }, username: 'jane.doe', primaryEmail: 'j@example.com' },
    rules: { keepMigratedFrom: false },
    create: { customData: undefined },
    warnings: ['username_dropped'],
  },
]
