import { parameterWords, passwordWords, wordsAfter, wordsBefore } from './password-words.js'

/**
 * What a column has to do with the password, by its name alone.
 *
 * - `password`: the stored password, of unknown form
 * - `hash`: its hash, never plaintext
 * - `plain`: plaintext by its own name
 * - `parameter`: stands beside the hash, under the name of the parameter that `convertPassword` knows
 */
export type PasswordColumn =
  | { role: 'password' | 'hash' | 'plain' }
  | {
      role: 'parameter'
      parameter: string
      /** The name says nothing of a password and is a usual word (`rounds`, `type`): only with a hash that needs it. */
      isWeak: boolean
    }

/** Undefined for a column about the password that holds neither it nor a parameter: `password_id`, `hasPassword`. */
export const findPasswordColumn = (column: string): PasswordColumn | undefined => {
  const folded = foldColumn(column)
  const known = remembered.get(folded)
  if (known !== undefined) return known === 'none' ? undefined : known
  const found = judgeName(folded)
  if (remembered.size < mostRemembered) remembered.set(folded, found ?? 'none')
  return found
}

/** Names come again with every record. */
const remembered = new Map<string, PasswordColumn | 'none'>()
const mostRemembered = 5000

const foldColumn = (column: string): string =>
  column
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s._-]+/g, '')

const longestName = 60

const judgeName = (folded: string): PasswordColumn | undefined => {
  if (folded === '' || folded.length > longestName) return undefined
  const bare = bareColumns.get(folded)
  if (bare !== undefined) return bare
  for (const word of passwordWords) {
    const at = folded.indexOf(word)
    if (at === -1) continue
    const before = wordsBefore.get(folded.slice(0, at))
    const rest = folded.slice(at + word.length)
    if (before === undefined) continue
    const after = wordsAfter.get(rest)
    if (after !== undefined) return { role: combine(before, after) }
    const parameter = parameterWords.get(rest)
    if (parameter !== undefined) return { role: 'parameter', parameter, isWeak: false }
  }
  return undefined
}

const combine = (before: 'any' | 'hash' | 'plain', after: 'any' | 'hash' | 'plain') => {
  if (before === 'hash' || after === 'hash') return 'hash'
  return before === 'plain' || after === 'plain' ? 'plain' : 'password'
}

const hash: PasswordColumn = { role: 'hash' }

/** Names without a word for password. */
const bareColumns: ReadonlyMap<string, PasswordColumn> = new Map([
  ...[
    'hash',
    'pwhash',
    'userhash',
    'bcrypt',
    'bcrypthash',
    'argon2',
    'argon2hash',
    'authhash',
    'loginhash',
  ].map((name): [string, PasswordColumn] => [name, hash]),
  // Their names leave no doubt; the values are secrets or mean nothing elsewhere.
  ...(
    [
      ['salt', 'salt'],
      ['usersalt', 'salt'],
      ['hashsalt', 'salt'],
      ['signerkey', 'signerKey'],
      ['base64signerkey', 'signerKey'],
      ['saltseparator', 'saltSeparator'],
      ['base64saltseparator', 'saltSeparator'],
      ['saltposition', 'order'],
      ['saltorder', 'order'],
      ['saltencoding', 'saltEncoding'],
      ['saltformat', 'saltEncoding'],
      ['hashalgorithm', 'algorithm'],
      ['hashalgo', 'algorithm'],
      ['hashtype', 'algorithm'],
      ['hashfunction', 'algorithm'],
      ['hashmethod', 'algorithm'],
      ['hashscheme', 'algorithm'],
      ['hashingalgorithm', 'algorithm'],
      ['hashingmethod', 'algorithm'],
      ['hasher', 'algorithm'],
      ['hashiterations', 'iterations'],
      ['hashencoding', 'hashEncoding'],
      ['pepper', 'pepper'],
    ] as const
  ).map(([name, parameter]): [string, PasswordColumn] => [
    name,
    { role: 'parameter', parameter, isWeak: false },
  ]),
  ...[
    'algorithm',
    'algo',
    'alg',
    'enctype',
    'encryption',
    'encryptor',
    'encryptiontype',
    'encryptionscheme',
    'digestalgorithm',
    'kdf',
    'prf',
    'iterations',
    'iterationcount',
    'iter',
    'stretches',
    'rounds',
    'workfactor',
    'costfactor',
    'cost',
    'keylength',
    'keylen',
    'keysize',
    'dklen',
    'memcost',
    'memorycost',
    'parallelism',
    'encoding',
  ].map((name): [string, PasswordColumn] => [
    name,
    { role: 'parameter', parameter: parameterWords.get(name) ?? name, isWeak: true },
  ]),
])

/**
 * Hashes that are not the password's: of tokens, answers, codes and passwords of before. Found by name in columns
 * whose values have the shape of a hash.
 */
export const isOtherSecret = (column: string): boolean =>
  /token|answer|question|secret|api|key|pin(?![a-z])|otp|code|recover|backup|reset|confirm|previous|prev|old|histor|former|temp|remember|session|refresh|activat|invit|verif|signature|checksum|etag|webhook|cookie|ticket|nonce|finger/i.test(
    column,
  )
