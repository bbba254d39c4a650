/**
 * What a refusal means for the operator: `absent`, there is no password to carry over; `ask`, the hash may be
 * convertible once a missing fact is known; `impossible`, no digest that Logto accepts can exist; `malformed`,
 * the value is not what its format says.
 */
export type PasswordReasonKind = 'absent' | 'ask' | 'impossible' | 'malformed'

const absent = (sentence: string) => ({ kind: 'absent', sentence }) as const
const ask = (sentence: string) => ({ kind: 'ask', sentence }) as const
const impossible = (sentence: string) => ({ kind: 'impossible', sentence }) as const
const malformed = (sentence: string) => ({ kind: 'malformed', sentence }) as const

/** Every reason `convertPassword` can give, with the sentence that begins its message. */
export const passwordReasons = {
  // there is no password
  no_password: absent('The record has no password.'),
  unusable_password: absent('The source marks the password as unusable.'),
  password_elsewhere: absent(
    'The value points to another system that checks the password; it is not a hash.',
  ),

  // a fact is missing
  ambiguous_hex_digest: ask(
    'A bare digest does not say which hash made it, nor whether it was salted; name the source or the algorithm.',
  ),
  ambiguous_base64_digest: ask(
    'A bare digest in base64 does not say which hash made it, nor whether it was salted; name the source or the algorithm.',
  ),
  ambiguous_digest_pair: ask(
    'A digest and its salt in one text name neither hash function nor order; state algorithm, layout and order.',
  ),
  ambiguous_pbkdf2_digest: ask(
    'This PBKDF2 string means SHA-3 when Ory Kratos wrote it and SHA-2 everywhere else; name the source.',
  ),
  ambiguous_salt_encoding: ask(
    'The salt may be text or encoded bytes; state saltEncoding: utf8, hex or base64.',
  ),
  ambiguous_salt_position: ask(
    'The salt may stand before or after the password; state order: prefix or suffix.',
  ),
  ambiguous_salted_digest: ask(
    'Django hashes salt and password joined, Werkzeug uses the same string for an HMAC; name the source.',
  ),
  ambiguous_scrypt_pair: ask(
    'A salt and key pair names neither cost nor salt encoding; name the source, or state N, r, p and saltEncoding.',
  ),
  maybe_placeholder: ask(
    'The value is a word that systems write where there is no password; if somebody chose it, set it in map().',
  ),
  missing_parameters: ask('The hash cannot be read without more parameters.'),
  not_a_hash: ask(
    'The value looks like no hash, and nothing says that it is plaintext; if it is, set password: { plaintext: true }.',
  ),
  unknown_hasher: ask('The source names a password hasher that is not known here.'),
  unrecognised_hash: ask('The password hash has no known format.'),

  // no digest can exist
  argon2_keyid_data: impossible('Argon2 strings with keyid or data are refused by Logto.'),
  argon2_parameters: impossible('The Argon2 parameters are outside what Logto can compute.'),
  argon2_version: impossible('Logto verifies only Argon2 version 19 (1.3).'),
  bcrypt_prehashed: impossible('bcrypt was given a hash of the password, not the password.'),
  bcrypt_variant: impossible(
    'Logto verifies bcrypt only as $2a$, $2b$, $2x$ or $2y$ with a cost of 4 to 31.',
  ),
  digest_not_available: impossible("The hash function is not among those of Logto's Node."),
  digest_too_long: impossible("The digest is longer than Logto's 256 characters and cannot be cut."),
  empty_salt: impossible('Logto cannot express an empty salt for this function.'),
  encrypted_at_rest: impossible("The value is encrypted with the source's own key; decrypt it first."),
  hmac: impossible('HMAC is not a plain hash of salt and password.'),
  iterated_hash: impossible('Logto computes a plain hash once; this one is iterated.'),
  nested_hash: impossible('This is a hash over another hash of the password.'),
  nt_hash: impossible('NT and LM hashes use MD4 or DES over another encoding of the password.'),
  password_encoding: impossible('The source hashed the password in another encoding than UTF-8.'),
  pepper_in_password: impossible('A pepper was joined to the password before hashing; Logto cannot add it.'),
  phpass: impossible('phpass iterates the hash in its own way (WordPress, phpBB, Drupal 7).'),
  salt_is_at_sign: impossible('The constant part is exactly "@", which Logto replaces by the password.'),
  salt_not_utf8: impossible('The salt is not valid UTF-8, and Logto hashes text only.'),
  scram: impossible('SCRAM stores keys derived once more from the hash of the password.'),
  scrypt_cost: impossible('The scrypt cost is not a power of two that the function allows.'),
  scrypt_key_not_stored: impossible('The scrypt-kdf container holds an HMAC made with the key, not the key.'),
  scrypt_key_short: impossible('The scrypt key is shorter than the 32 bytes that Logto derives.'),
  scrypt_memory: impossible('scrypt with these parameters needs more than the 32 MiB that Logto allows.'),
  scrypt_parallelism: impossible("Logto's scrypt has a parallelism of 1 only."),
  unix_crypt: impossible('crypt(3) hashes are iterated in their own way.'),

  // the value is damaged
  malformed_hash: malformed('The value does not have the shape of its format.'),

  // the operator's own converter
  converter_declined: impossible('password.convert() in the config returned null for this hash.'),
  converter_failed: malformed(
    'password.convert() in the config failed for this hash; mend it before the run.',
  ),
} as const satisfies Record<string, { kind: PasswordReasonKind; sentence: string }>

export type PasswordReason = keyof typeof passwordReasons

/** The kind of a reason, for counting and reports; undefined for a code that is none. */
export const passwordReasonKind = (reason: string): PasswordReasonKind | undefined => kinds.get(reason)

const kinds: ReadonlyMap<string, PasswordReasonKind> = new Map(
  Object.entries(passwordReasons).map(([reason, { kind }]) => [reason, kind]),
)
