import { describe, expect, it } from 'vitest'
import { parseLegacyDigest } from '../../../src/password/digest/legacy-digest.js'
import { verifyDigest } from '../../../src/password/digest/verify-digest.js'
import { hashVectors } from '../hash-vectors.js'

describe('Logto accepts the right password and refuses a wrong one', () => {
  it.each(hashVectors.filter(({ logto, verified }) => logto && verified))('$id $note', async (vector) => {
    const { passwordAlgorithm, passwordDigest } = vector.logto ?? {
      passwordAlgorithm: 'MD5',
      passwordDigest: '',
    }
    const password = vector.password ?? ''
    expect(await verifyDigest(passwordAlgorithm, passwordDigest, password)).toBe(true)
    expect(await verifyDigest(passwordAlgorithm, passwordDigest, `${password.slice(0, 60)}!`)).toBe(false)
  })
})

const legacy = (...digest: unknown[]): string => JSON.stringify(digest)

describe('like Logto it throws', () => {
  it.each([
    [
      'bcrypt of a password over 72 bytes',
      'Bcrypt',
      '$2y$04$kG0QoH647shaxDsOXaTx8OrxXoqoWE6nE0LqrmpKof/xc27Mr0kVu',
      'x'.repeat(73),
    ],
    [
      'bcrypt without a minor version',
      'Bcrypt',
      '$2$05$abcdefghijklmnopqrstuulgxlZM5zJaCfDcNsewu61tjcaoXupWi',
      'x',
    ],
    [
      'bcrypt followed by a line break',
      'Bcrypt',
      '$2b$05$abcdefghijklmnopqrstuulgxlZM5zJaCfDcNsewu61tjcaoXupWi\n',
      'x',
    ],
    ['Argon2 of version 16', 'Argon2id', '$argon2id$v=16$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAA', 'x'],
    [
      'Argon2 with padded base64',
      'Argon2id',
      '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAA',
      'x',
    ],
    [
      'Argon2 with keyid',
      'Argon2i',
      '$argon2i$v=19$m=8,t=1,p=1,keyid=AA$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAA',
      'x',
    ],
  ] as const)('%s', async (_title, algorithm, digest, password) => {
    await expect(verifyDigest(algorithm, digest, password)).rejects.toThrow()
  })
})

describe('a Legacy digest that cannot be computed is a wrong password', () => {
  it.each([
    ['scrypt over 32 MiB', legacy('firebase-scrypt', ['c2FsdA==', 'AAAA', '=', '8', '15', '@'], 'AAAA')],
    [
      'scrypt with an empty separator',
      legacy('firebase-scrypt', ['c2FsdA==', 'AAAA', '', '8', '4', '@'], 'AAAA'),
    ],
    ['PBKDF2 without salt', legacy('pbkdf2', ['', '10', '32', 'sha256', '@'], 'aa')],
    ['PBKDF2 with an unknown hash', legacy('pbkdf2', ['salt', '10', '32', 'sha999', '@'], 'aa')],
    ['not JSON', '["sha512",["@"'],
    ['no password argument', legacy('sha256', ['salt'], 'aa')],
  ])('%s', async (_title, digest) => {
    expect(await verifyDigest('Legacy', digest, 'password')).toBe(false)
  })
})

describe('a Legacy digest is read as POST /api/users reads it', () => {
  const format = { error: 'password.invalid_legacy_password_format' }
  const algorithm = { error: 'password.unsupported_legacy_hash_algorithm' }
  it.each([
    ['cut JSON', '["sha512",["@"', format],
    ['an object', '{"a":1}', format],
    ['no @', legacy('sha512', ['salt'], 'abc'), format],
    ['number arguments', legacy('pbkdf2', ['salt', 1000, 32, 'sha256', '@'], 'abc'), format],
    ['a salt that is not hex', legacy('pbkdf2', ['hex:zz', '1000', '32', 'sha256', '@'], 'abc'), format],
    ['an empty hex salt', legacy('pbkdf2', ['hex:', '1000', '32', 'sha256', '@'], 'abc'), format],
    ['an unknown hash', legacy('sha999', ['salt', '@'], 'abc'), algorithm],
    ['md4', legacy('md4', ['@'], 'abc'), algorithm],
    ['upper case', legacy('SHA512', ['@'], 'abc'), { algorithm: 'SHA512', args: ['@'], expected: 'abc' }],
    [
      'iterations that are no number',
      legacy('pbkdf2', ['salt', 'many', '32', 'sha256', '@'], 'abc'),
      { algorithm: 'pbkdf2', args: ['salt', 'many', '32', 'sha256', '@'], expected: 'abc' },
    ],
  ])('%s', (_title, digest, expected) => {
    expect(parseLegacyDigest(digest)).toEqual(expected)
  })
})
