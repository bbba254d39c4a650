import { foldText } from '../../../secrets/fold-name.js'
import { parameterWords } from './parameter-words.js'
import { type PasswordForm, passwordWords, wordsAfter, wordsBefore } from './password-words.js'

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
  const known = remembered.get(column)
  if (known !== undefined) return known === 'none' ? undefined : known
  const found = column.length > longestName ? undefined : judgeName(foldColumn(column))
  if (remembered.size < mostRemembered) remembered.set(column, found ?? 'none')
  return found
}

/** Names come again with every record. */
const remembered = new Map<string, PasswordColumn | 'none'>()
const mostRemembered = 5000

const foldColumn = (column: string): string => foldText(column).replaceAll(/[\s._()[\]-]+/g, '')

const longestName = 80

const judgeName = (folded: string): PasswordColumn | undefined => {
  const bare = bareColumns.get(folded)
  if (bare !== undefined) return bare
  for (const word of passwordWords) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
      const found = judgeAround(word, folded.slice(0, at), folded.slice(at + word.length))
      if (found !== undefined) return found
    }
  }
  return undefined
}

const judgeAround = (word: string, front: string, rest: string): PasswordColumn | undefined => {
  const before = readForm(front, wordsBefore)
  if (before === undefined) return undefined
  const after = readForm(rest, wordsAfter)
  if (after !== undefined) return { role: rolesByForm[combine(before, after)] }
  const parameter = parameterWords.get(rest)
  // A pass has a type too: `pass_type: season`.
  return parameter === undefined
    ? undefined
    : { role: 'parameter', parameter, isWeak: word === 'pass' && !tellingParameter.test(rest) }
}

const tellingParameter = /salt|hash|algo|crypt|iter|kdf/

const rolesByForm = { any: 'password', hash: 'hash', plain: 'plain' } as const

/** What known words that follow each other without a mark say together; undefined where they do not make it all. */
const readForm = (text: string, words: ReadonlyMap<string, PasswordForm>): PasswordForm | undefined => {
  const forms: (PasswordForm | undefined)[] = ['any']
  for (let end = 1; end <= text.length; end++) {
    for (let start = 0; start < end; start++) {
      const before = forms[start]
      const form = before === undefined ? undefined : words.get(text.slice(start, end))
      if (before === undefined || form === undefined) continue
      forms[end] = combine(before, form)
      if (form === 'hash') break
    }
  }
  return forms[text.length]
}

const combine = (before: PasswordForm, after: PasswordForm): PasswordForm => {
  if (before === 'hash' || after === 'hash') return 'hash'
  return before === 'plain' || after === 'plain' ? 'plain' : 'any'
}

const hash: PasswordColumn = { role: 'hash' }

/** Words for the parameters in other languages. Some mean something else in another one, so all are weak. */
const otherNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    salt: 'salz sel sal sale sol соль 盐 盐值 鹽 塩 ソルト 솔트',
    iterations:
      'iterationen anzahliterationen iteraciones iteracoes iterazioni iteracje iteraties итерации 迭代次数 반복횟수',
    algorithm:
      'algorithmus hashalgorithmus algoritmo algoritmohash algorithme algorithmehash algorytm algoritme алгоритм алгоритмхеширования 算法 哈希算法 アルゴリズム 알고리즘',
  }).flatMap(([parameter, names]) =>
    names.split(' ').map((name): [string, string] => [foldText(name), parameter]),
  ),
)

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
    'nthash',
    'ntlmhash',
    'lmhash',
    'htpasswd',
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
    // other languages
    ...otherNames.keys(),
  ].map((name): [string, PasswordColumn] => [
    name,
    { role: 'parameter', parameter: otherNames.get(name) ?? parameterWords.get(name) ?? name, isWeak: true },
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
