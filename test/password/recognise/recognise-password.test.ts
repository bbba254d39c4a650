import { describe, expect, it } from 'vitest'
import { passwordFamilies } from '../../../src/password/recognise/password-families.js'
import { recognisePassword } from '../../../src/password/recognise/recognise-password.js'
import { hashVectors } from '../hash-vectors.js'

const texts = hashVectors.flatMap(({ id, sourceHash }) =>
  typeof sourceHash === 'string' ? [{ id, sourceHash }] : [],
)

// Bare base64 and JSON hold no mark: only their source knows what they are.
const isUnmarked = (id: string): boolean =>
  /^(?:firebase-0(?!22)|fusionauth|keycloak|symfony-241|aspnet-membership|clerk-100|node-scrypt-110|ldap-205|passport-local|payload)/.test(
    id,
  )

describe('every self-describing vector has a family', () => {
  it.each(texts.filter(({ id }) => !isUnmarked(id)))('$id', ({ sourceHash }) => {
    expect(recognisePassword(sourceHash).family).not.toBe('unknown')
  })
})

it.each([
  ['', 'none', ''],
  ['*', 'unusable', ''],
  ['!abc', 'unknown', ''],
  [`!${'aB3'.repeat(14)}`, 'unusable', ''],
  ['!$6$salt$hash', 'unusable', 'locked'],
  ['*LK*', 'unusable', ''],
  ['••••••••', 'unusable', ''],
  ['[hidden]', 'unusable', ''],
  ['not cached', 'unusable', ''],
  ['{CRYPT}$2y$10$x', 'bcrypt', ''],
  ['{crypt}$argon2id$v=19$', 'argon2', 'id'],
  ['{CRYPT}$6$salt$hash', 'unix_crypt', '6'],
  ['{CRYPT}rEK1ecacw.7.c', 'unix_crypt', 'CRYPT'],
  ['bcrypt:$2y$10$x', 'bcrypt', ''],
  ['bcrypt$2b$10$x', 'bcrypt', 'bcrypt'],
  ['"$2b$10$x"', 'bcrypt', ''],
  [Buffer.from('$2b$10$abcdefghijklmnopqrstuv').toString('base64'), 'bcrypt', ''],
  [`0x${Buffer.from('$2b$10$abcdefghijklmnopqrstuv').toString('hex')}`, 'bcrypt', ''],
  ['ZxcdTBBtvwBR4R+pK4fKSqNNRmSuhLibr73HklvJsOI=', 'base64_digest', ''],
  ['5f4dcc3b5aa765d61d8327deb882cf99:abc', 'digest_pair', ''],
  ['sha1:abc:5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8', 'labelled_digest', 'sha1'],
  ['$2y$10$x', 'bcrypt', ''],
  ['$2$10$x', 'bcrypt_original', ''],
  ['$argon2id$v=19$', 'argon2', 'id'],
  ['3|$argon2i$v=19$', 'argon2', 'i'],
  ['argon2$argon2d$v=19$', 'argon2', 'd'],
  ['{SSHA}abc', 'ldap_salted', 'SSHA'],
  ['{sha512}abc', 'ldap_digest', 'SHA512'],
  ['{pbkdf2@SpringSecurity_v5_8}ab', 'spring_scheme', 'PBKDF2@SPRINGSECURITY_V5_8'],
  ['{noop}secret', 'plaintext', 'NOOP'],
  [':pbkdf2:sha512:1:2:3:4', 'mediawiki', 'pbkdf2'],
  ['0123456789abcdef0123456789abcdef', 'hex_digest', '32 characters'],
  ['0123456789abcdef', 'unknown', ''],
  ['$sha256$pf=e30=$a$b', 'digest_template', 'sha256'],
  ['$sha1$40000$salt$hash', 'unix_crypt', 'sha1'],
  ['$e0801$c2FsdA==$a2V5', 'scrypt_spring', ''],
  ['SCRAM-SHA-256$4096:x$y:z', 'scram', ''],
  ['hunter2', 'unknown', ''],
] as const)('%j is %s', (hash, family, detail) => {
  expect(recognisePassword(hash)).toEqual({ family, detail })
})

it('describes every family', () => {
  for (const [id, { title, convertible, sentence }] of Object.entries(passwordFamilies)) {
    expect(id).toMatch(/^[a-z0-9_]+$/)
    expect(title).not.toBe('')
    expect(sentence).toMatch(/[.]$/)
    expect(['yes', 'condition', 'no']).toContain(convertible)
  }
})
