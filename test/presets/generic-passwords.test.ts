import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generic } from '../../src/presets/generic/generic.js'
import { isSkip } from '../../src/presets/preset.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'
import { runs } from '../support/runs.js'

const read = (record: JsonObject, passwordParams: Record<string, unknown> = {}): UserRecord => {
  const user = generic.toUser(record, { ...emptyContext, passwordParams })
  if (isSkip(user)) throw new Error('expected a user')
  return user
}

const bcrypt = '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG'
const hex = (name: string, text: string): string => createHash(name).update(text).digest('hex')
const base64 = (name: string, text: string): string => createHash(name).update(text).digest('base64')

describe('nothing is plaintext by default', () => {
  it.each(['hello', 'changeme', 'Tr0ub4dor&3', 'correct horse battery staple', 123456, '!Secret1'])(
    '%j in the column password is left out and named',
    (password) => {
      const user = read({ password })
      expect(user.password).toBeUndefined()
      expect(user.losses).toMatchObject([{ kind: 'password', reason: 'not_a_hash' }])
      expect(user.losses[0]?.detail).toContain('password: { plaintext: true }')
      expect(read({ password }, { plaintext: true }).password).toBe(String(password))
    },
  )

  it.each(['plaintext_password', 'plain_password', 'Password plain', 'cleartextPassword'])(
    '%s says that it is',
    (column) => expect(read({ [column]: 'hello' }).password).toBe('hello'),
  )

  it.each([
    { password: '{noop}hello' },
    { password: '{CLEAR}hello' },
    { password: 'hello', password_type: 'plaintext' },
  ])('%j says that it is', (record) => expect(read(record as JsonObject).password).toBe('hello'))

  it('leaves hashes hashes where the config says plaintext', () => {
    expect(read({ password: bcrypt }, { plaintext: true })).toMatchObject({ passwordAlgorithm: 'Bcrypt' })
    const bare = read({ password: hex('md5', 'x') }, { plaintext: true })
    expect(bare).toMatchObject({ losses: [{ reason: 'ambiguous_hex_digest' }] })
    expect(bare.password).toBeUndefined()
    expect(read({ password: 'none' }, { plaintext: true }).losses).toMatchObject([
      { reason: 'maybe_placeholder' },
    ])
    expect(read({ password_hash: 'hello' }, { plaintext: true }).losses).toMatchObject([
      { reason: 'unrecognised_hash' },
    ])
  })

  const encodings: readonly ((bytes: Buffer) => string)[] = [
    (bytes) => bytes.toString('hex'),
    (bytes) => bytes.toString('hex').toUpperCase(),
    (bytes) => `0x${bytes.toString('hex')}`,
    (bytes) => bytes.toString('hex').replace(/..(?!$)/g, '$&-'),
    (bytes) => bytes.toString('base64'),
    (bytes) => bytes.toString('base64url'),
    (bytes) => bytes.toString('base64').replace(/=+$/, ''),
    (bytes) => Buffer.from(bytes.toString('hex')).toString('base64'),
    (bytes) => Buffer.from(bytes.toString('base64')).toString('base64'),
  ]
  const frames: readonly ((digest: string, salt: string) => string)[] = [
    (digest) => digest,
    (digest, salt) => `${salt}:${digest}`,
    (digest, salt) => `${digest}:${salt}`,
    (digest, salt) => `${salt}$${digest}`,
    (digest, salt) => `${digest}|${salt}`,
    (digest, salt) => `sha256:${salt}:${digest}`,
    (digest) => `{X-HASH}${digest}`,
    (digest, salt) => `$custom$${salt}$${digest}`,
  ]

  it('never makes a digest somebody’s password, however it is written', () => {
    const digest = fc
      .tuple(
        fc.uint8Array({ minLength: 1, maxLength: 16 }),
        fc.constantFrom('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'),
      )
      .map(([seed, name]) => createHash(name).update(seed).digest())
    fc.assert(
      fc.property(
        digest,
        fc.stringMatching(/^[\w./+-]{1,24}$/),
        fc.constantFrom(...encodings),
        fc.constantFrom(...frames),
        fc.constantFrom('password', 'PASSWORD', 'plain_password', 'pw', 'senha', 'passwordHash'),
        fc.boolean(),
        (bytes, salt, encode, frame, column, plaintext) => {
          const user = read({ [column]: frame(encode(bytes), salt), salt }, { plaintext })
          expect(user.password).toBeUndefined()
          expect(JSON.stringify(user.customData)).toBe('{}')
        },
      ),
      { numRuns: runs(2000) },
    )
  })
})

describe('placeholders are no password and no loss', () => {
  it.each(
    [
      'x',
      'X',
      '!',
      '*',
      '!!',
      '*0',
      '*1',
      '*LK*',
      '****',
      '••••••••••••',
      '-',
      '--',
      'NULL',
      '(null)',
      'n/a',
      'none',
    ].concat([
      'not cached',
      '[hidden]',
      '<redacted>',
      '[FILTERED]',
      '(not set)',
      'xxxxxxxx',
      '{hidden}',
      '*** hidden ***',
      '!*',
    ]),
  )('%s', (password) => {
    const user = read({ password })
    expect(user).toMatchObject({ losses: [], warnings: [{ code: 'password_placeholder' }] })
    expect(user.password ?? user.passwordDigest).toBeUndefined()
  })
})

describe('columns of passwords by name', () => {
  it.each(
    [
      'pw',
      'pwd',
      'passwd',
      'pw_hash',
      'user_pass',
      'bcrypt',
      'credentials',
      'Kennwort',
      'mot_de_passe',
      'Contraseña',
    ].concat([
      'senha',
      'wachtwoord',
      'hasło',
      'пароль',
      '密码',
      'パスワード',
      'legacy thing',
      'pwd.hash',
      'userPasswordHash',
    ]),
  )('%s', (column) => {
    expect(read({ [column]: bcrypt })).toMatchObject({
      passwordDigest: bcrypt,
      customData: {},
      warnings: [{ code: 'password_column_guessed' }],
    })
  })

  it.each(['reset_token_hash', 'security_answer', 'api_key_hash', 'previous_password', 'recovery_code'])(
    '%s is another secret',
    (column) => {
      const user = read({ [column]: bcrypt })
      expect(user.passwordDigest).toBeUndefined()
      expect(JSON.stringify(user)).not.toContain(bcrypt)
    },
  )

  it('takes a guess only when nothing else is there', () => {
    expect(read({ password_hash: '$6$salt$hash', other: bcrypt })).toMatchObject({
      losses: [{ kind: 'password', reason: 'unix_crypt' }, { kind: 'column' }],
    })
    expect(read({ password: '*', other: bcrypt }).passwordDigest).toBe(bcrypt)
  })
})

describe('what stands beside a hash', () => {
  it.each<[string, JsonObject, object]>([
    [
      'algorithm, salt and position',
      { password: hex('sha256', 'abpw'), PASSWORD_SALT: 'ab', hash_algo: 'SHA-256', saltPosition: 'prefix' },
      { passwordDigest: `["sha256",["ab","@"],"${hex('sha256', 'abpw')}"]` },
    ],
    [
      'a salt without a position asks',
      { password: hex('sha1', 'abpw'), pwd_salt: 'ab', hasher: 'sha1' },
      { losses: [{ reason: 'ambiguous_salt_position' }] },
    ],
    [
      'a salt without an algorithm asks',
      { password: base64('sha256', 'x'), salt: 'ab' },
      { losses: [{ reason: 'ambiguous_base64_digest' }] },
    ],
    [
      'an algorithm of a usual name',
      { password: base64('sha1', 'pw'), algorithm: 'SHA1' },
      { passwordAlgorithm: 'SHA1', customData: {} },
    ],
    [
      'usual names beside a hash that needs none stay custom data',
      { password: bcrypt, rounds: '9', cost: '3' },
      { passwordAlgorithm: 'Bcrypt', customData: { rounds: '9', cost: '3' } },
    ],
    ['an object', { password: { hash: hex('md5', 'pw'), algorithm: 'md5' } }, { passwordAlgorithm: 'MD5' }],
    [
      'a scheme of directories',
      { password: base64('sha1', 'pw'), password_scheme: '{SSHA}' },
      { losses: [] },
    ],
    [
      'an unknown code of the source',
      { password: hex('sha1', 'pw'), enc_type: '2' },
      { losses: [{ reason: 'unknown_hasher' }] },
    ],
  ])('%s', (_title, record, user) => expect(read(record)).toMatchObject(user))

  it.each<JsonValue>([false, {}, null])('%j in a column of passwords is nothing', (password) =>
    expect(read({ password })).toMatchObject({ losses: [] }),
  )
})

describe('a column of hashes under a name of its own', () => {
  const sample = [
    { id: '1', zugang: bcrypt },
    { id: '2', zugang: bcrypt },
    { id: '3', zugang: 'sommer24' },
    { id: '4', zugang: '!!' },
  ]
  const users = (passwordParams: Record<string, unknown> = {}) => {
    const context = { ...emptyContext, passwordParams, sample, related: () => [] }
    return sample.map((record) => {
      const user = generic.toUser(record, context)
      if (isSkip(user)) throw new Error('expected a user')
      return user
    })
  }

  it('has lost passwords and marks of none beside the hashes, and no custom data', () => {
    const read = users()
    expect(read.map(({ passwordDigest }) => passwordDigest)).toEqual([bcrypt, bcrypt, undefined, undefined])
    expect(read.map(({ losses }) => losses.map(({ reason }) => reason))).toEqual([[], [], ['not_a_hash'], []])
    expect(JSON.stringify(read.map(({ customData }) => customData))).not.toContain('sommer24')
  })

  it('has plaintext where the operator says so', () => {
    expect(users({ plaintext: true }).map(({ password }) => password)).toEqual([
      undefined,
      undefined,
      'sommer24',
      undefined,
    ])
  })
})

describe('columns that are called password in other words', () => {
  it.each([
    'customers_password',
    'members_pass_hash',
    'mdp_hache',
    'Mot de passe (haché)',
    'utilisateur_mdp',
    'clave_hash',
    'contrasena_usuario',
    'hash_da_senha',
    'password_cifrata',
    'gebruikerswachtwoord',
    'hasło_użytkownika',
    'хэш пароля',
    'şifre özeti',
    'パスワードハッシュ',
    '用户密码',
    'sambaNTPassword',
    'htpasswd',
    'legacy_portal_kennwort_v2',
  ])('%s', (column) => {
    expect(read({ [column]: bcrypt })).toMatchObject({ passwordAlgorithm: 'Bcrypt', customData: {} })
    const bare = read({ [column]: hex('sha1', 'x') })
    expect(bare.losses).toMatchObject([{ kind: 'password', reason: 'ambiguous_hex_digest' }])
    expect(bare.customData).toEqual({})
  })

  it.each(['wifi_password', 'ftp_pass', 'admin_password', 'old_password_hash', 'reset_password_token'])(
    '%s is another one’s',
    (column) => {
      const user = read({ [column]: hex('sha1', 'x') })
      expect(user.unconvertiblePassword).toBeUndefined()
      expect(user.losses.filter(({ kind }) => kind === 'password')).toEqual([])
    },
  )

  it.each([
    ['pass_type', 'season'],
    ['pass_cost', 30],
    ['password_changed_at', '2024-05-01'],
    ['compass', 'north'],
    ['password_id', 7],
  ])('%s is none', (column, value) => {
    expect(read({ [column]: value })).toMatchObject({ losses: [], customData: { [column]: value } })
  })

  it.each<JsonObject>([
    { Passwort_Hash: hex('sha256', 'x'), Salz: 'a1b2c3d4', Iterationen: '1', Algorithmus: 'sha256' },
    { mdp_hache: hex('sha256', 'x'), sel: 'a1b2c3d4', algorithme: 'sha256' },
    { clave_hash: hex('sha256', 'x'), sal: 'a1b2c3d4', algoritmo: 'sha256' },
  ])('its parameters stand beside it: %j', (record) => {
    expect(read(record)).toMatchObject({
      losses: [{ reason: 'ambiguous_salt_position' }],
      customData: {},
    })
  })
})

describe('a password inside an object about signing in', () => {
  it.each<[string, JsonObject]>([
    ['local.password', { local: { password: bcrypt } }],
    ['auth.password', { auth: { password: { hash: bcrypt, algorithm: 'bcrypt' } } }],
    ['account.credentials.password_hash', { account: { credentials: { password_hash: bcrypt } } }],
    ['signIn.passwordHash', { signIn: JSON.stringify({ passwordHash: bcrypt, attempts: 2 }) }],
  ])('%s', (column, record) => {
    const user = read(record)
    expect(user).toMatchObject({ passwordAlgorithm: 'Bcrypt' })
    expect(user.warnings?.[0]?.message).toContain(column)
  })

  it('with its salt', () => {
    const record = { security: { password: hex('sha256', 'x'), salt: 'a1b2c3d4', algorithm: 'sha256' } }
    expect(read(record).losses).toMatchObject([{ reason: 'ambiguous_salt_position' }])
  })

  it.each<[string, JsonObject]>([
    ['of a mail server', { smtp: { host: 'mail.example.com', password: 'hunter2' } }],
    ['of a system beside', { integrations: { crm: { password: bcrypt } } }],
    ['of before', { history: [{ password: bcrypt }], security: { previous: [{ password: bcrypt }] } }],
  ])('%s is another one’s', (_title, record) => {
    for (const params of [{}, { plaintext: true }]) {
      const { password, passwordDigest } = read(record, params)
      expect([password, passwordDigest]).toEqual([undefined, undefined])
    }
  })
})

it.each([`anna:${bcrypt}`, `anna:${bcrypt}:19000:0:99999:7:::`])(
  'a line of htpasswd or shadow: %s',
  (password) => {
    expect(read({ password })).toMatchObject({ passwordAlgorithm: 'Bcrypt' })
  },
)

it.each(['$ecret$1', '{abc}def', 'P4$$:w0rd'])('%s is plaintext where the config says so', (password) => {
  expect(read({ password }).losses).toMatchObject([{ reason: 'not_a_hash' }])
  expect(read({ password }, { plaintext: true }).password).toBe(password)
})

it('a yes in JSON names a second factor, as it does in a table', () => {
  expect(read({ otp_enabled: true }).losses).toMatchObject([{ kind: 'totp' }])
  expect(read({ otp_enabled: false }).losses).toEqual([])
})
