import { describe, expect, it } from 'vitest'
import { describeDigest } from '../../../src/password/digest/describe-digest.js'
import { digestFamily } from '../../../src/password/digest/digest-family.js'
import type { PasswordAlgorithm } from '../../../src/password/digest/password-algorithm.js'
import { hashVectors } from '../hash-vectors.js'

const legacy = (...digest: unknown[]): string => JSON.stringify(digest)

const cases: [PasswordAlgorithm, string, string, object][] = [
  ['Bcrypt', `$2y$12$${'a'.repeat(53)}`, 'Bcrypt', { variant: '2y', cost: 12 }],
  [
    'Argon2id',
    '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA',
    'Argon2id',
    { variant: 'argon2id', m: 65536, t: 3, p: 4 },
  ],
  ['MD5', 'a'.repeat(32), 'MD5', {}],
  [
    'Legacy',
    legacy('sha512', ['salt', '@', 'pepper'], 'aa'),
    'Legacy sha512',
    { function: 'sha512', input: 'constant + password + constant' },
  ],
  [
    'Legacy',
    legacy('pbkdf2', ['hex:ff', '1000', '32', 'sha256', '@'], 'aa'),
    'Legacy pbkdf2 sha256 hex:',
    { function: 'pbkdf2', digest: 'sha256', iterations: 1000, keyBytes: 32, salt: 'bytes' },
  ],
  [
    'Legacy',
    legacy('pbkdf2', ['salt', '1', '20', 'sha1', '@'], 'aa'),
    'Legacy pbkdf2 sha1',
    { salt: 'text' },
  ],
  [
    'Legacy',
    legacy('firebase-scrypt', ['c2FsdA==', 'a2V5', '=', '8', '14', '@'], 'aGFzaA=='),
    'Legacy firebase-scrypt',
    { function: 'firebase-scrypt', rounds: 8, memCost: 14 },
  ],
  ['Legacy', 'nonsense', 'Legacy unknown', {}],
]

describe('a digest', () => {
  it.each(cases)('%s %s', (algorithm, digest, family, parameters) => {
    expect(digestFamily(algorithm, digest)).toBe(family)
    expect(describeDigest(algorithm, digest)).toMatchObject(parameters)
  })

  it.each(hashVectors.filter(({ logto }) => logto))(
    '$id is described without any of its material',
    ({ logto }) => {
      const { passwordAlgorithm, passwordDigest } = logto!
      const said = `${digestFamily(passwordAlgorithm, passwordDigest)} ${JSON.stringify(describeDigest(passwordAlgorithm, passwordDigest))}`
      for (const text of passwordDigest.match(/[\w+/]{20,}/g) ?? []) expect(said).not.toContain(text)
    },
  )
})
