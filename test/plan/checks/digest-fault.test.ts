import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { findDigestFault } from '../../../src/plan/checks/digest-fault.js'
import type { PasswordAlgorithm } from '../../../src/password/digest/password-algorithm.js'

interface Vector {
  id: string
  logto: { passwordAlgorithm: PasswordAlgorithm; passwordDigest: string } | null
}

const bcrypt = '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG'
const argon2 =
  '$argon2id$v=19$m=1024,t=2,p=1$AgUfUGT2YQ0UFBTMpqgOeQ$cUTKpi7z6K5wPyxSatGjhaMD+4r/n2Mz9P2d3R77g+E'
const pbkdf2 = (...args: unknown[]) => JSON.stringify(['pbkdf2', args, 'ab'.repeat(32)])
const firebase = (rounds: string, memoryCost: string, expected = 'AAAA') =>
  JSON.stringify(['firebase-scrypt', ['c2FsdA==', 'a2V5', 'Bw==', rounds, memoryCost, '@'], expected])

describe('findDigestFault', () => {
  it('finds none in any digest that Logto is known to verify', async () => {
    const vectors: Vector[] = JSON.parse(await readFile('test/password/hash-vectors.json', 'utf8'))
    const digests = vectors.flatMap(({ id, logto }) => (logto ? [{ id, ...logto }] : []))
    expect(digests.length).toBeGreaterThan(100)
    for (const { id, passwordAlgorithm, passwordDigest } of digests) {
      expect(findDigestFault(passwordAlgorithm, passwordDigest), id).toBeUndefined()
    }
  })

  const good: [id: string, PasswordAlgorithm, string][] = [
    ['bcrypt 2a', 'Bcrypt', bcrypt.replace('2b', '2a')],
    ['bcrypt 2y', 'Bcrypt', bcrypt.replace('2b', '2y')],
    ['argon2, parameters in another order', 'Argon2id', argon2.replace('m=1024,t=2,p=1', 'p=1,m=1024,t=2')],
    ['sha512', 'Legacy', '["sha512",["@"],"ab"]'],
    ['firebase-scrypt at its limit', 'Legacy', firebase('8', '14')],
  ]
  it.each(good)('%s is good', (_, algorithm, digest) => {
    expect(findDigestFault(algorithm, digest)).toBeUndefined()
  })

  const bad: [id: string, PasswordAlgorithm, string][] = [
    ['bcrypt, cost of one digit', 'Bcrypt', bcrypt.replace('$10$', '$9$')],
    ['bcrypt, cost 3', 'Bcrypt', bcrypt.replace('$10$', '$03$')],
    ['bcrypt, cost 32', 'Bcrypt', bcrypt.replace('$10$', '$32$')],
    ['bcrypt, original variant', 'Bcrypt', bcrypt.replace('2b', '2')],
    ['bcrypt, one character short', 'Bcrypt', bcrypt.slice(0, -1)],
    ['bcrypt, unused bits in the salt', 'Bcrypt', `${bcrypt.slice(0, 28)}v${bcrypt.slice(29)}`],
    ['bcrypt, unused bits in the hash', 'Bcrypt', `${bcrypt.slice(0, -1)}H`],
    ['argon2 of version 16', 'Argon2id', argon2.replace('v=19', 'v=16')],
    ['argon2 without version', 'Argon2id', argon2.replace('v=19$', '')],
    ['argon2, padded', 'Argon2id', `${argon2}=`],
    ['argon2, parameter twice', 'Argon2id', argon2.replace('p=1', 'm=1')],
    ['argon2, too little memory', 'Argon2id', argon2.replace('m=1024', 'm=4')],
    ['argon2, salt of 4 bytes', 'Argon2id', argon2.replace('AgUfUGT2YQ0UFBTMpqgOeQ', 'AgUfUA')],
    ['md5 in upper case', 'MD5', '5F4DCC3B5AA765D61D8327DEB882CF99'],
    ['sha1 of the wrong length', 'SHA1', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['sha256 in base64', 'SHA256', 'mMHVv/jbg9c8tyEbWrV04zRV86P0hlnGaqvmYbd/Q5k='],
    ['legacy, no JSON', 'Legacy', '["sha512",["@"'],
    ['legacy without the password', 'Legacy', '["sha512",["salt"],"abc0"]'],
    ['legacy, unknown hash', 'Legacy', '["sha999",["@"],"abc0"]'],
    ['legacy, hash in upper case', 'Legacy', '["sha512",["@"],"ABC0"]'],
    ['pbkdf2, numbers', 'Legacy', pbkdf2('salt', 1000, 32, 'sha256', '@')],
    ['pbkdf2, iterations in words', 'Legacy', pbkdf2('salt', 'many', '32', 'sha256', '@')],
    ['pbkdf2, length of another key', 'Legacy', pbkdf2('salt', '1000', '64', 'sha256', '@')],
    ['pbkdf2, empty salt', 'Legacy', pbkdf2('', '1000', '32', 'sha256', '@')],
    ['pbkdf2, salt is the mark of the password', 'Legacy', pbkdf2('@', '1000', '32', 'sha256', '@')],
    ['pbkdf2, broken hex', 'Legacy', pbkdf2('hex:abc', '1000', '32', 'sha256', '@')],
    ['firebase-scrypt over the memory limit', 'Legacy', firebase('8', '15')],
    ['firebase-scrypt, URL-safe hash', 'Legacy', firebase('8', '14', 'AA-_')],
  ]
  it.each(bad)('%s is found, and not quoted', (_, algorithm, digest) => {
    const fault = findDigestFault(algorithm, digest)
    expect(fault).toMatch(/^expected /)
    expect(fault).not.toContain(digest)
  })
})
