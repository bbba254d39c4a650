import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import type { HashParams } from '../../src/password/hash-params.js'
import { passwordReasonKind } from '../../src/password/password-reasons.js'

const right = 'pässwörd😀"\\@'
const hex = (name: string, text: string): string => createHash(name).update(text).digest('hex')
const bcryptTail = 'abcdefghijklmnopqrstuulgxlZM5zJaCfDcNsewu61tjcaoXupWi'

const refused: [title: string, reason: string, source: string, sourceHash: unknown, params?: HashParams][] = [
  ['MD5 or NT hash', 'ambiguous_hex_digest', 'generic', hex('md5', right)],
  [
    'SHA-256 with a salt column nobody described',
    'missing_parameters',
    'custom',
    hex('sha256', right),
    { salt: 'x' },
  ],
  [
    'a salt without its position',
    'ambiguous_salt_position',
    'custom',
    hex('sha256', right),
    { salt: 'x', algorithm: 'sha256' },
  ],
  ['Django or Werkzeug', 'ambiguous_salted_digest', 'generic', `sha256$abc$${hex('sha256', right)}`],
  ['Django or Clerk', 'ambiguous_salt_encoding', 'generic', `pbkdf2_sha256$9$YWJjZA==$${'A'.repeat(43)}=`],
  [
    'Kratos or another',
    'ambiguous_pbkdf2_digest',
    'generic',
    `$pbkdf2-sha384$i=9,l=32$YWJjZGVmZ2g$${'A'.repeat(43)}`,
  ],
  ['better-auth or Node', 'ambiguous_scrypt_pair', 'generic', `${'ab'.repeat(16)}:${'cd'.repeat(64)}`],
  [
    'Node scrypt without saltEncoding',
    'ambiguous_salt_encoding',
    'node-scrypt',
    `${'ab'.repeat(16)}:${'cd'.repeat(64)}`,
  ],
  [
    'Node scrypt, either side could be the key',
    'missing_parameters',
    'node-scrypt',
    `${'ab'.repeat(32)}:${'cd'.repeat(64)}`,
    { saltEncoding: 'hex' },
  ],
  ['Firebase without project', 'missing_parameters', 'firebase', 'AAAA', { salt: 'AAAA' }],
  ['PostgreSQL without role', 'missing_parameters', 'generic', `md5${hex('md5', right)}`],
  ['Werkzeug without count', 'missing_parameters', 'werkzeug', `pbkdf2:sha256$abc$${hex('sha256', right)}`],
  [
    'Clerk salted',
    'ambiguous_salt_position',
    'clerk',
    `s$${hex('md5', right)}`,
    { password_hasher: 'md5_salted' },
  ],
  ['an unknown Clerk hasher', 'unknown_hasher', 'clerk', 'x1234567', { password_hasher: 'rot13' }],
  ['bcrypt with a stated pepper', 'pepper_in_password', 'generic', `$2b$05$${bcryptTail}`, { pepper: 'p' }],
  ['bcrypt of cost 3', 'bcrypt_variant', 'generic', `$2b$03$${bcryptTail}`],
  ['bcrypt cut short', 'malformed_hash', 'generic', `$2b$05$${bcryptTail.slice(0, 50)}`],
  ['bcrypt with a foreign character', 'malformed_hash', 'generic', `$2b$05$${bcryptTail.slice(0, 52)}!`],
  [
    'Argon2 with a short salt',
    'argon2_parameters',
    'generic',
    '$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA',
  ],
  [
    'Argon2 with too little memory',
    'argon2_parameters',
    'generic',
    '$argon2id$v=19$m=7,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA',
  ],
  [
    'Argon2 with 2 GiB',
    'argon2_parameters',
    'generic',
    '$argon2id$v=19$m=2097152,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA',
  ],
  ['scrypt with N no power of two', 'scrypt_cost', 'werkzeug', `scrypt:1000:8:1$salt$${'ab'.repeat(64)}`],
  [
    'scrypt six kilobytes over the limit',
    'scrypt_memory',
    'werkzeug',
    `scrypt:16384:16:1$salt$${'ab'.repeat(64)}`,
  ],
  [
    'Keycloak bcrypt provider of another kind',
    'unknown_hasher',
    'keycloak',
    { value: 'AAAA', salt: 'AAAA' },
    { credentialData: { algorithm: 'sha-crypt' } },
  ],
  ['LDAP {NT}', 'nt_hash', 'ldap', '{NT}8846F7EAEE8FB117AD06BDD830B7586C'],
  ['LDAP {SASL}', 'password_elsewhere', 'ldap', '{SASL}jane@EXAMPLE.COM'],
  ['an unknown LDAP scheme', 'unrecognised_hash', 'ldap', '{WHATEVER}abc'],
  ['Spring StandardPasswordEncoder', 'iterated_hash', 'spring', `{sha256}${'ab'.repeat(40)}`],
  [
    'Logto digest of another algorithm',
    'malformed_hash',
    'logto',
    hex('md5', right),
    { passwordAlgorithm: 'SHA256' },
  ],
  ['Logto digest without algorithm', 'missing_parameters', 'logto', hex('md5', right)],
  [
    'PBKDF2 key of four bytes',
    'malformed_hash',
    'custom-pbkdf2',
    'aabbccdd',
    { salt: 's', saltEncoding: 'utf8', iterations: 1, digest: 'sha1' },
  ],
  ['PBKDF2 of no iterations', 'malformed_hash', 'django', `pbkdf2_sha256$0$salt$${'A'.repeat(43)}=`],
  [
    'UTF-16LE stated',
    'password_encoding',
    'custom',
    hex('md5', right),
    { algorithm: 'md5', passwordEncoding: 'utf16le' },
  ],
  ['nothing', 'no_password', 'auth0', null],
  ['blanks', 'no_password', 'generic', '  '],
  ['a locked account', 'unusable_password', 'generic', '!!'],
  ['a star', 'unusable_password', 'ldap', '*'],
  ['plaintext nobody marked', 'not_a_hash', 'generic', 'hunter2'],
  ['a number', 'malformed_hash', 'auth0', 42],
]

describe('refusals', () => {
  it.each(refused)('%s: %s', (_title, reason, source, sourceHash, params = {}) => {
    expect(convertPassword(source, sourceHash, params)).toHaveProperty('reason', reason)
  })
})

it.each([
  ['no_password', 'absent'],
  ['ambiguous_hex_digest', 'ask'],
  ['salt_not_utf8', 'impossible'],
  ['malformed_hash', 'malformed'],
  ['no_such_reason', undefined],
])('%s is %s', (reason, kind) => {
  expect(passwordReasonKind(reason)).toBe(kind)
})
