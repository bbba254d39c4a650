import { dovecotForm } from '../families/dovecot-scheme.js'
import type { PasswordFamily } from './password-families.js'

/** The family of an LDAP or Spring scheme name in lower case; undefined for an unknown one. */
export const schemeFamily = (scheme: string): PasswordFamily | undefined => {
  const known = schemeFamilies.get(scheme)
  if (known) return known
  if (dovecotForm.test(scheme)) return schemeFamily(scheme.replace(dovecotForm, ''))
  if (/^(?:sha-?(?:1|224|256|384|512)?|md5)$/.test(scheme)) return 'ldap_digest'
  if (/^(?:ssha-?(?:1|224|256|384|512)?|smd5)$/.test(scheme)) return 'ldap_salted'
  if (scheme.startsWith('pbkdf2@') || scheme.startsWith('scrypt@')) return 'spring_scheme'
  if (scheme.startsWith('pbkdf2')) return 'ldap_pbkdf2'
  if (scheme.startsWith('argon2')) return 'argon2'
  if (scheme.startsWith('scram-')) return 'scram'
  return scheme.endsWith('-crypt') ? 'unix_crypt' : undefined
}

const schemeFamilies: ReadonlyMap<string, PasswordFamily> = new Map([
  ['bcrypt', 'bcrypt'],
  ['blf-crypt', 'bcrypt'],
  ['crypt', 'unix_crypt'],
  ['pkcs5s2', 'ldap_pbkdf2'],
  ['scrypt', 'spring_scheme'],
  ['ldap', 'spring_scheme'],
  ['noop', 'plaintext'],
  ['clear', 'plaintext'],
  ['cleartext', 'plaintext'],
  ['plain', 'plaintext'],
  ['plaintext', 'plaintext'],
  ['sasl', 'placeholder'],
  ['kerberos', 'placeholder'],
  ['k5key', 'placeholder'],
  ['plain-md5', 'ldap_digest'],
  ['ldap-md5', 'ldap_digest'],
  ['ntlm', 'nt_hash'],
  ['plain-md4', 'nt_hash'],
  ['nt', 'nt_hash'],
  ['md4', 'nt_hash'],
  ['lanman', 'nt_hash'],
  ['cram-md5', 'hmac'],
])
