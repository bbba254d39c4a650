/** The eight names Logto has for a stored password hash (`UsersPasswordEncryptionMethod`). */
export const passwordAlgorithms = [
  'Argon2i',
  'Argon2id',
  'Argon2d',
  'SHA1',
  'SHA256',
  'MD5',
  'Bcrypt',
  'Legacy',
] as const
export type PasswordAlgorithm = (typeof passwordAlgorithms)[number]
