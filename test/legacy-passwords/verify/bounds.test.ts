import { describe, expect, it } from 'vitest'
import { verifyLegacyPassword } from '../../../src/legacy-passwords/verify/verify-legacy-password.js'

const salt = 'c29tZXNhbHRzb21lc2FsdA'
const key = '8O4S2U+ctu/S6VBkQzIF5LrlNgahaQAennaNSldwYCw'

describe('a hash that asks for too much is refused before anything is computed', () => {
  it.each([
    ['argon2 1 GiB', 'generic', `$argon2id$v=19$m=1048576,t=1,p=1$${salt}$${key}`, {}, 'verify_memory'],
    ['argon2 3 GiB', 'generic', `$argon2id$v=19$m=3000000,t=1,p=1$${salt}$${key}`, {}, 'verify_memory'],
    [
      'argon2 of many passes',
      'generic',
      `$argon2id$v=19$m=65536,t=999999,p=1$${salt}$${key}`,
      {},
      'verify_time',
    ],
    ['argon2 16 of many passes', 'generic', `$argon2i$m=65536,t=3,p=1$${salt}$${key}`, {}, 'verify_time'],
    ['scrypt 1 GiB', 'passlib', `$scrypt$ln=20,r=8,p=1$${salt}$${key}`, {}, 'verify_memory'],
    ['scrypt p', 'passlib', `$scrypt$ln=15,r=8,p=4096$${salt}$${key}`, {}, 'verify_time'],
    ['scrypt of Werkzeug', 'werkzeug', `scrypt:1048576:8:1$salt$${'ab'.repeat(64)}`, {}, 'verify_memory'],
    ['scrypt N of no power', 'werkzeug', `scrypt:1000:8:1$salt$${'ab'.repeat(64)}`, {}, 'scrypt_cost'],
    ['bcrypt 31', 'generic', `$2b$31$${'a'.repeat(53)}`, {}, 'verify_time'],
    ['bcrypt 20 of Meteor', 'meteor', `$2b$20$${'a'.repeat(53)}`, {}, 'verify_time'],
    ['pbkdf2', 'passlib', `$pbkdf2-sha256$999999999$${salt}$${key}`, {}, 'verify_time'],
    ['sha512-crypt', 'passlib', `$6$rounds=999999999$salt$${'a'.repeat(86)}`, {}, 'verify_time'],
    ['phpass', 'wordpress', `$P$S12345678${'a'.repeat(22)}`, {}, 'verify_time'],
    ['Drupal', 'drupal', `$S$S12345678${'a'.repeat(43)}`, {}, 'verify_time'],
    ['BSDi', 'ldap', `{CRYPT}_zzzz1234${'a'.repeat(11)}`, {}, 'verify_time'],
    ['Symfony', 'symfony', 'A'.repeat(86) + '==', { salt: 'x', iterations: 1e9 }, 'verify_time'],
    ['SCRAM', 'generic', `SCRAM-SHA-256$900000000:${salt}==$${key}=:${key}=`, {}, 'verify_time'],
    ['a peppered one', 'devise', `$2b$31$${'a'.repeat(53)}`, { pepper: 'x' }, 'verify_time'],
    ['a name that nobody knows', 'custom', 'ab'.repeat(32), { algorithm: 'gost' }, 'digest_not_available'],
    [
      'an HMAC of a name that nobody knows',
      'auth0',
      {
        algorithm: 'hmac',
        hash: { value: 'ab'.repeat(32), encoding: 'hex', digest: 'sha42', key: { value: 'k' } },
      },
      {},
      'digest_not_available',
    ],
    ['yescrypt', 'ldap', '{CRYPT}$y$j9T$salt$hash', {}, 'unix_crypt'],
  ] as const)('%s', async (_name, source, hash, params, code) => {
    await expect(verifyLegacyPassword(source, hash, params, 'x')).rejects.toMatchObject({ code })
  })

  it('a password of 100,000 characters is wrong at once', async () => {
    const hash = `$6$rounds=1000$salt$${'a'.repeat(86)}`
    expect(await verifyLegacyPassword('passlib', hash, {}, 'x'.repeat(100_000))).toBe(false)
  })

  it('no message quotes the hash', async () => {
    const hash = `$2b$31$${'secretsecretsecretsecret'.padEnd(53, 'a')}`
    const error = await verifyLegacyPassword('generic', hash, {}, 'x').catch((cause: unknown) => cause)
    expect(String(error)).not.toContain('secretsecret')
  })
})
