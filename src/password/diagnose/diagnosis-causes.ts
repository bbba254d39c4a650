/** What `diagnosePassword` can find, by stable code, with what to do. docs/passwords.md lists them. */
export const diagnosisCauses = {
  verifies: 'The converted digest matches the password; nothing is wrong.',
  digest_algorithm: 'Another hash function made the digest: state it as algorithm.',
  hmac: 'The digest is an HMAC, which Logto cannot compute: these users need a reset.',
  iterations: 'The iteration count differs: state the right one as iterations.',
  not_convertible: 'The hash cannot be converted, so there is nothing to compare.',
  not_found: 'No usual variant matches: check that hash and password belong to one account.',
  nt_hash: 'The digest is an NT hash, which Logto cannot compute: these users need a reset.',
  password_case:
    'The source changes the case of passwords; Logto does not: only users who type it so can sign in.',
  password_cut_72: 'The source cuts passwords at 72 bytes; in Logto such users need a reset.',
  password_encoding:
    'The source hashes another encoding of the password: users with such characters need a reset.',
  password_normalised:
    'The source normalises passwords; Logto does not: users who type other forms need a reset.',
  password_prehashed: 'The source hashes a hash of the password: these users need a reset.',
  password_trimmed: 'The source trims passwords; Logto does not: users who type blanks will fail.',
  pepper_joined:
    'A pepper is mixed into the password: these users need a reset, unless the hash is a plain one.',
  salt_encoding: 'The salt is used in another form: state it as saltEncoding.',
  salt_position: 'Salt and password are joined otherwise: state it as order or template.',
  scrypt_cost: 'The scrypt parameters differ: state N, r and p.',
} as const

export type DiagnosisCause = keyof typeof diagnosisCauses

/** One thing to try: whether it explains the hash, and what it costs. */
export interface DiagnosisAttempt {
  cause: DiagnosisCause
  /** Completes "The hash matches …". */
  what: string
  /** Rough time, from which the bound on the whole diagnosis is kept. */
  costMs: number
  matches: () => boolean | Promise<boolean>
}
