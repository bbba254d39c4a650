/**
 * The most that one verification may cost. Logto gives an action five seconds, Logto Cloud three to five, and whoever
 * types a password chooses when the work is done: what a hash asks for must have a bound.
 */
export const recipeLimits = {
  /** libsodium's MODERATE; twice what anybody's defaults are. */
  memoryBytes: 256 * 1024 * 1024,
  /** N × r × p of scrypt: about a second and a half. */
  scryptWork: 2 ** 22,
  /** KiB × passes of Argon2: about a second and a half. */
  argon2Work: 2 ** 20,
  /** Argon2 of version 16 is computed in JavaScript, ten times slower. */
  oldArgon2Work: 2 ** 17,
  argon2Parallelism: 255,
  bcryptCost: 15,
  /** HMACs of PBKDF2, all blocks of the key together. */
  pbkdf2Work: 5_000_000,
  /** Rounds of an iterated digest, in JavaScript. */
  digestRounds: 1_100_000,
  /** Of the password, in bytes: nobody types more, and crypt(3) works with the square of it. */
  passwordBytes: 4096,
} as const
