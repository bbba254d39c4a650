import { createHash, pbkdf2Sync, scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import type { HashParams } from '../../src/password/hash-params.js'
import { verifyDigest } from '../../src/password/digest/verify-digest.js'

const right = 'pässwörd😀"\\@'
const hex = (name: string, text: string): string => createHash(name).update(text).digest('hex')
const key = (salt: string | Buffer, iterations: number, length: number, digest: string): Buffer =>
  pbkdf2Sync(right, salt, iterations, length, digest)
const scryptKey = (salt: string | Buffer, length = 64): Buffer => scryptSync(right, salt, length)
const bytes = Buffer.from('c3289f80ff10a7e2c3289f80ff10a7e2', 'hex')

/** Formats beyond the vectors, computed here by their definition. */
const convertible: [title: string, source: string, sourceHash: unknown, params?: HashParams][] = [
  [
    'AdonisJS 16-byte salt',
    'adonisjs',
    `$scrypt$n=16384,r=8,p=1$${bytes.toString('base64')}$${scryptKey(bytes).toString('base64')}`,
  ],
  [
    'Node scrypt, hash.salt by size',
    'node-scrypt',
    `${scryptKey(bytes.toString('hex')).toString('hex')}.${bytes.toString('hex')}`,
    { saltEncoding: 'utf8' },
  ],
  [
    'Node scrypt, columns in base64',
    'node-scrypt',
    scryptKey(bytes).toString('base64'),
    { salt: bytes.toString('base64'), saltEncoding: 'base64' },
  ],
  [
    'custom scrypt by family',
    'custom',
    scryptKey('salt').toString('hex'),
    { family: 'scrypt', salt: 'salt', saltEncoding: 'utf8' },
  ],
  [
    'custom PBKDF2 by family',
    'custom',
    key('salt', 7, 32, 'sha256').toString('hex'),
    { family: 'pbkdf2', digest: 'sha256', salt: 'salt', saltEncoding: 'utf8', iterations: 7 },
  ],
  [
    'custom digest, salt:hash layout',
    'custom',
    `a:b:${hex('sha1', `a:b${right}`)}`,
    { algorithm: 'sha1', layout: 'salt:hash', order: 'prefix' },
  ],
  [
    'custom digest in base64',
    'custom',
    createHash('sha256').update(right).digest('base64'),
    { algorithm: 'SHA-256' },
  ],
  ['generic with a stated algorithm', 'no-such-system', hex('sha1', right), { algorithm: 'sha1' }],
  [
    'Clerk md5_salted with the order stated',
    'clerk',
    `s1$${hex('md5', `s1${right}`)}`,
    { password_hasher: 'md5_salted', order: 'prefix' },
  ],
  [
    'Clerk pbkdf2_sha256_django',
    'clerk',
    `pbkdf2_sha256$9$YWJj$${key('YWJj', 9, 32, 'sha256').toString('base64')}`,
    { password_hasher: 'pbkdf2_sha256_django' },
  ],
  [
    'Clerk pbkdf2_sha512_hex',
    'clerk',
    `pbkdf2_sha512$9$deadbeef$${key(Buffer.from('deadbeef', 'hex'), 9, 64, 'sha512').toString('hex')}`,
    { password_hasher: 'pbkdf2_sha512_hex' },
  ],
  [
    'Okta PBKDF2',
    'okta',
    {
      algorithm: 'PBKDF2',
      digestAlgorithm: 'SHA512_HMAC',
      iterationCount: 9,
      keySize: 64,
      salt: bytes.toString('base64'),
      value: key(bytes, 9, 64, 'sha512').toString('base64'),
    },
  ],
  [
    'Stytch PBKDF2',
    'stytch',
    key(bytes, 9, 32, 'sha256').toString('base64'),
    {
      hash_type: 'pbkdf_2',
      pbkdf_2_config: {
        salt: bytes.toString('base64'),
        iteration_amount: 9,
        key_length: 32,
        algorithm: 'sha256',
      },
    },
  ],
  [
    'Stytch scrypt',
    'stytch',
    scryptKey(bytes, 32).toString('base64'),
    {
      hash_type: 'scrypt',
      scrypt_config: {
        salt: bytes.toString('base64'),
        n_parameter: 16384,
        r_parameter: 8,
        p_parameter: 1,
        key_length: 32,
      },
    },
  ],
  [
    'FusionAuth 64 bytes of SHA-256',
    'fusionauth',
    key(bytes, 9, 64, 'sha256').toString('base64'),
    { encryptionScheme: 'salted-pbkdf2-hmac-sha256-512', factor: 9, salt: bytes.toString('base64') },
  ],
  [
    'Keycloak PBKDF2 of SHA-1',
    'keycloak',
    JSON.stringify({ value: key(bytes, 9, 64, 'sha1').toString('base64'), salt: bytes.toString('base64') }),
    { credentialData: { hashIterations: 9, algorithm: 'pbkdf2' } },
  ],
  [
    'Keycloak before 8',
    'keycloak',
    {
      type: 'password',
      hashedSaltedValue: key(bytes, 9, 64, 'sha256').toString('base64'),
      salt: bytes.toString('base64'),
      hashIterations: 9,
      algorithm: 'pbkdf2-sha256',
    },
  ],
  [
    'Spring PBKDF2 in base64',
    'spring',
    `{pbkdf2@SpringSecurity_v5_8}${Buffer.concat([bytes, key(bytes, 310_000, 32, 'sha256')]).toString('base64')}`,
  ],
  ['Spring MessageDigest', 'spring', `{SHA-256}{abc}${hex('sha256', `${right}{abc}`)}`],
  [
    'Spring without an id',
    'spring',
    `$e0801$${bytes.toString('base64')}$${scryptKey(bytes, 32).toString('base64')}`,
  ],
  ['LDAP {SHA} in hex', 'ldap', `{SHA}${hex('sha1', right)}`],
  ['LDAP {SHA384}', 'ldap', `{sha384}${createHash('sha384').update(right).digest('base64')}`],
  [
    'LDAP value still in LDIF base64',
    'ldap',
    Buffer.from(`{MD5}${createHash('md5').update(right).digest('base64')}`).toString('base64'),
  ],
  [
    'Kratos {SSHA512}',
    'kratos',
    `{SSHA512}${Buffer.concat([createHash('sha512').update(`${right}salt`).digest(), Buffer.from('salt')]).toString('base64')}`,
  ],
  ['Kratos $md5$', 'kratos', `$md5$${createHash('md5').update(right).digest('base64')}`],
  [
    'Symfony once, base64',
    'symfony',
    createHash('sha512').update(`${right}{s}`).digest('base64'),
    { salt: 's', iterations: 1 },
  ],
  [
    'Authlogic once',
    'devise-encryptable',
    hex('sha512', `${right}s`),
    { password_salt: 's', stretches: 1, encryptor: 'authlogic_sha512' },
  ],
  ['MediaWiki column in hex', 'mediawiki', Buffer.from(`:A:${hex('md5', right)}`).toString('hex')],
  ['Grafana', 'grafana', key('abc', 10_000, 50, 'sha256').toString('hex'), { salt: 'abc' }],
  [
    'Gitea',
    'gitea',
    key(bytes, 50_000, 50, 'sha256').toString('hex'),
    { salt: bytes.toString('hex'), passwd_hash_algo: 'pbkdf2$50000$50' },
  ],
  [
    'Gitea with a salt of ten characters',
    'gitea',
    key('0123456789', 9, 50, 'sha256').toString('hex'),
    { salt: '0123456789', passwd_hash_algo: 'pbkdf2$9$50' },
  ],
  [
    '$p5k2$ of Cryptacular',
    'passlib',
    `$p5k2$9$${bytes.toString('base64url')}==$${key(bytes, 9, 20, 'sha1').toString('base64').replaceAll('+', '-').replaceAll('/', '_')}`,
  ],
  [
    '$p5k2$ of Litzenberger',
    'passlib',
    `$p5k2$9$abc$${key('$p5k2$9$abc', 9, 24, 'sha1').toString('base64').replaceAll('+', '.')}`,
  ],
  ['Werkzeug plain', 'werkzeug', `plain$$${right}`],
  ['SqlMembership in the clear', 'aspnet-membership', right, { PasswordFormat: 0 }],
  [
    'a Logto user as the API gives it',
    'logto',
    { passwordAlgorithm: 'SHA1', passwordDigest: hex('sha1', right) },
  ],
]

describe('formats computed by their definition', () => {
  it.each(convertible)('%s', async (_title, source, sourceHash, params = {}) => {
    const conversion = convertPassword(source, sourceHash, params)
    if ('password' in conversion) return expect(conversion.password).toBe(right)
    if ('reason' in conversion) return expect.unreachable(`${conversion.reason}: ${conversion.message}`)
    const { passwordAlgorithm, passwordDigest } = conversion
    expect(await verifyDigest(passwordAlgorithm, passwordDigest, right)).toBe(true)
    expect(await verifyDigest(passwordAlgorithm, passwordDigest, 'wrong')).toBe(false)
  })
})
