/** Whether hashes of a family can become Logto digests. */
export type Convertible = 'yes' | 'condition' | 'no'

interface FamilyFacts {
  title: string
  convertible: Convertible
  /** What it depends on, or why not. */
  sentence: string
}

/** Every family of stored passwords that `recognisePassword` tells apart, by stable id. */
export const passwordFamilies = {
  none: { title: 'No password', convertible: 'no', sentence: 'Nothing to carry over.' },
  unusable: {
    title: 'Unusable password',
    convertible: 'no',
    sentence:
      'Django `!…`, `*`, `x`, `!!`, `****`, NULL, `[hidden]`: the user is created without a password.',
  },
  plaintext: {
    title: 'Marked plaintext',
    convertible: 'yes',
    sentence: '`{noop}`, `{CLEARTEXT}`, `plain$$`, Firebase emulator: sent as `password`.',
  },
  placeholder: {
    title: 'Reference to another system',
    convertible: 'no',
    sentence: '`{SASL}`, `{KERBEROS}`, `awscognito#`: the hash is elsewhere.',
  },
  encrypted: {
    title: 'Encrypted value',
    convertible: 'no',
    sentence: "Decrypt with the source's key first.",
  },
  bcrypt: {
    title: 'bcrypt',
    convertible: 'yes',
    sentence: 'Passwords over 72 bytes cannot sign in to Logto.',
  },
  bcrypt_phc: {
    title: 'bcrypt as a PHC string (AdonisJS)',
    convertible: 'yes',
    sentence: 'Re-assembled into the usual form.',
  },
  bcrypt_prehashed: {
    title: 'bcrypt over another hash',
    convertible: 'no',
    sentence: '`bcrypt_sha256$`, `$bcrypt-sha256$`, `$wp$2y$`: bcrypt never saw the password.',
  },
  bcrypt_original: {
    title: 'bcrypt of another variant',
    convertible: 'no',
    sentence: '`$2$` and `$2z$` are refused by Logto.',
  },
  argon2: {
    title: 'Argon2',
    convertible: 'condition',
    sentence:
      'Version 19 only, without keyid or data; a secret key is invisible and makes every sign-in fail.',
  },
  pbkdf2_django: {
    title: 'PBKDF2 of Django or Clerk',
    convertible: 'condition',
    sentence:
      'Salt is text in Django, base64 in Clerk: the source must be known when the salt could be both.',
  },
  pbkdf2_phc: {
    title: 'PBKDF2 of passlib, Zitadel, Odoo, Kratos, Auth0, Mattermost',
    convertible: 'condition',
    sentence: 'Salt not empty; `sha224` and `sha384` mean SHA-3 in Kratos only.',
  },
  pbkdf2_p5k2: {
    title: 'PBKDF2 `$p5k2$`',
    convertible: 'yes',
    sentence: 'Both the Dwayne Litzenberger and the Cryptacular form.',
  },
  pbkdf2_werkzeug: {
    title: 'PBKDF2 of Werkzeug',
    convertible: 'condition',
    sentence: 'The iteration count must be in the string.',
  },
  pbkdf2_grub: { title: 'PBKDF2 of GRUB', convertible: 'yes', sentence: 'The key is cut to 32 bytes.' },
  scrypt_django: {
    title: 'scrypt of Django',
    convertible: 'condition',
    sentence: 'p must be 1 (Django 4.0 to 5.0) and N × r under 2^18.',
  },
  scrypt_werkzeug: {
    title: 'scrypt of Werkzeug',
    convertible: 'condition',
    sentence: 'The default N=32768 is over the memory limit; N=16384 converts.',
  },
  scrypt_phc: {
    title: 'scrypt of passlib, Zitadel, Kratos, AdonisJS',
    convertible: 'condition',
    sentence: 'p=1, key of at least 32 bytes, N × r under 2^18.',
  },
  scrypt_crypt: {
    title: 'scrypt `$7$` of libxcrypt',
    convertible: 'condition',
    sentence: 'p=1 and N × r under 2^18.',
  },
  scrypt_ruby: {
    title: 'scrypt of the Ruby gem (Authlogic)',
    convertible: 'condition',
    sentence: '`400$8$1$salt$key`, in hex: p=1 and N × r under 2^18.',
  },
  cisco: {
    title: 'Cisco type 8 and 9',
    convertible: 'yes',
    sentence: 'PBKDF2 and scrypt over a salt of 14 characters.',
  },
  scrypt_spring: {
    title: 'scrypt of Spring Security',
    convertible: 'condition',
    sentence: '`$e0801$` converts, `$100801$` (5.8) is over the memory limit.',
  },
  scrypt_pair: {
    title: 'Salt and key in hex (better-auth, Lucia, Node)',
    convertible: 'condition',
    sentence: 'better-auth and Lucia are over the memory limit; Node’s scryptSync defaults convert.',
  },
  scrypt_kdf: {
    title: 'scrypt-kdf container (Medusa)',
    convertible: 'no',
    sentence: 'It holds an HMAC made with the key, not the key.',
  },
  firebase_scrypt: {
    title: 'Firebase scrypt in a string',
    convertible: 'condition',
    sentence: 'Needs the signer key of the project, p=1, and Logto 1.38.',
  },
  ldap_digest: {
    title: 'LDAP digest without salt',
    convertible: 'yes',
    sentence: '`{SHA}`, `{MD5}`, `{SHA256}`, `{SHA512}`.',
  },
  ldap_salted: {
    title: 'LDAP salted digest',
    convertible: 'condition',
    sentence: 'Only when the salt is valid UTF-8; random 8-byte salts hardly ever are.',
  },
  ldap_pbkdf2: {
    title: 'LDAP PBKDF2',
    convertible: 'yes',
    sentence: 'OpenLDAP, 389-DS, ForgeRock, PingDS, Atlassian.',
  },
  spring_scheme: {
    title: 'Spring Security `{id}`',
    convertible: 'condition',
    sentence: 'By the id: PBKDF2 yes, old scrypt yes, StandardPasswordEncoder no.',
  },
  aspnet_identity: {
    title: 'ASP.NET Identity',
    convertible: 'yes',
    sentence: 'Versions 2 and 3, also SimpleMembership.',
  },
  mediawiki: {
    title: 'MediaWiki',
    convertible: 'condition',
    sentence: '`:pbkdf2:`, `:argon2:`, `:bcrypt:`, `:A:` convert; `:B:` and layered types do not.',
  },
  magento: {
    title: 'Magento 2 `hash:salt:version`',
    convertible: 'condition',
    sentence: 'Versions 0 to 3 convert; a hash that an upgrade hashed again (two versions) does not.',
  },
  digest_template: {
    title: 'Digest with a template (Kratos)',
    convertible: 'condition',
    sentence: 'Salt and literals must be valid UTF-8.',
  },
  digest_phc: {
    title: 'MD5 with `$md5$` or `$md5salted-`',
    convertible: 'yes',
    sentence: 'Kratos and Zitadel.',
  },
  salted_dollar: {
    title: '`algorithm$salt$digest`',
    convertible: 'condition',
    sentence: 'Django’s converts, Werkzeug’s is an HMAC and does not: the source must be known.',
  },
  hex_digest: {
    title: 'Bare digest',
    convertible: 'condition',
    sentence: 'The source or the algorithm, salt and order must be stated.',
  },
  base64_digest: {
    title: 'Bare digest in base64',
    convertible: 'condition',
    sentence: 'The source or the algorithm, salt and order must be stated.',
  },
  digest_pair: {
    title: 'Digest and salt in one text',
    convertible: 'condition',
    sentence: 'The source, or algorithm, layout and order must be stated.',
  },
  labelled_digest: {
    title: '`algorithm:salt:digest`',
    convertible: 'condition',
    sentence: 'Without a salt it converts; with one, its order must be stated.',
  },
  postgres_md5: {
    title: 'PostgreSQL md5',
    convertible: 'condition',
    sentence: 'Needs the role name as `user`.',
  },
  logto_legacy: {
    title: 'Logto Legacy digest',
    convertible: 'yes',
    sentence: 'Passed through after a check of its shape.',
  },
  phpass: {
    title: 'phpass',
    convertible: 'no',
    sentence: '`$P$`, `$H$`, `$S$`, `U$S$`: iterated in its own way.',
  },
  unix_crypt: {
    title: 'crypt(3)',
    convertible: 'no',
    sentence: '`$1$`, `$5$`, `$6$`, `$apr1$`, `$y$`, DES: iterated in their own way.',
  },
  hmac: { title: 'HMAC', convertible: 'no', sentence: 'Not a plain hash of salt and password.' },
  mysql: { title: 'MySQL', convertible: 'no', sentence: 'SHA-1 over the bytes of a SHA-1.' },
  mssql: { title: 'SQL Server', convertible: 'no', sentence: 'The password is hashed as UTF-16LE.' },
  nt_hash: { title: 'NT or LM hash', convertible: 'no', sentence: 'MD4 of the password in UTF-16LE.' },
  scram: { title: 'SCRAM', convertible: 'no', sentence: 'The stored key is derived once more.' },
  unknown: {
    title: 'Unknown',
    convertible: 'no',
    sentence: 'No known format: left out, unless `password.plaintext` says that it is plaintext.',
  },
} as const satisfies Record<string, FamilyFacts>

export type PasswordFamily = keyof typeof passwordFamilies
