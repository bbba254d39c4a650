import { foldText, splitName } from './fold-name.js'
import { isEastAsian, judgeEastAsianName } from './judge-east-asian.js'
import { pairs, roles, rolesOf } from './name-words.js'
import { hashedThings, referenceWords } from './reference-words.js'
import { segmentWord } from './segment-word.js'
import {
  likelyAlone,
  looseWords,
  personalWords,
  qualifierStems,
  stemmedNouns,
  weakWords,
} from './weak-words.js'

/**
 * What a name says about its value.
 * - `secret`: a password, token, key or the like, whatever it looks like.
 * - `likely`: one, unless it is plainly something else (words, a date, a count).
 * - `suspect`: one only if it looks like made at random.
 * - `postal`: `pin_code`, which is six digits in an Indian address and a secret elsewhere.
 * - `flag`: whether or when something was done with a secret; words are not expected.
 * - `state`: tells about a secret, such as a date, a number or the name of a method.
 * - `open`: nothing of the kind.
 */
export type NameVerdict = 'secret' | 'likely' | 'suspect' | 'postal' | 'flag' | 'state' | 'open'

export interface JudgedName {
  verdict: NameVerdict
  /** `value`, `code`, `key`: what it means depends on what it stands in. */
  isRelative: boolean
  /** An id or checksum: a long row of hex digits is what is to be expected. */
  isReference: boolean
  /** A number under it is a count: `tokens: 250`. */
  isPlural: boolean
  /** `answer` by itself: of what, another column says. */
  isAnswer: boolean
  /** What it is about is a password, not a token or a key. */
  isPassword: boolean
  /** A code of no known purpose, which people type. */
  isCode: boolean
  /** Four to eight digits are one, whatever else may stand under such a name: a pin to wear, the time of the last. */
  isPin: boolean
  /** A secret as a text; as an object judged by its members: what somebody may do, public keys with their titles. */
  isOpenInside: boolean
}

const cache = new Map<string, JudgedName>()
/** Objects that are used as dictionaries have endlessly many names. */
const mostCached = 20_000

/** Longer ones are no names. */
const longestName = 200

/** Cached: the names of millions of records are few. */
export const judgeName = (name: string): JudgedName => {
  const known = cache.get(name)
  if (known !== undefined) return known
  const judged = judge(name.length > longestName ? name.slice(-longestName) : name)
  if (cache.size >= mostCached) cache.clear()
  cache.set(name, judged)
  return judged
}

const relativeWords: ReadonlySet<string> = new Set(
  'value val key keys code codes answer answers id link url hash salt data content raw text secret pin combination phrase seed words'.split(
    ' ',
  ),
)

const judge = (name: string): JudgedName => {
  const parts = splitName(name)
  const words = joinPairs(parts.flatMap(segmentWord))
  const last = words.at(-1) ?? ''
  const verdict = isEastAsian(name) ? judgeEastAsian(name, words) : judgeWords(words)
  return {
    verdict,
    isRelative: words.length <= 2 && words.some((word) => relativeWords.has(word)),
    isReference: words.some((word, at) => referenceWords.has(word) || isHashOfThing(words, at)),
    isPlural: /^(?:tokens|sessions|cookies|tickets)$/.test(last),
    isAnswer: parts.some(isAnswer),
    isCode: isCode(last),
    isPin:
      (verdict === 'likely' && words.some((word) => isPin(word) || isCode(word))) ||
      isPin(last) ||
      isCode(last) ||
      /^(?:otp|totp|passcode|pincode)$/.test(last),
    isOpenInside: /^authori[sz]ation$/.test(last) || (isKey(last) && words.at(-2) === 'ssh'),
    isPassword:
      verdict === 'secret' && (words.some((word) => is(word, roles.hard)) || eastAsianPassword.test(name)),
  }
}

const eastAsianPassword = /密码|密碼|口令|パスワード|비밀번호|암호/

/** `api 密钥` holds words of both kinds. */
const judgeEastAsian = (name: string, words: readonly string[]): NameVerdict => {
  const verdict = judgeEastAsianName(foldText(name))
  return verdict === 'open' ? judgeWords(words) : verdict
}

const joinPairs = (words: readonly string[]): string[] => {
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    const pair = before === undefined ? undefined : pairs.get(`${before} ${word}`)
    if (pair !== undefined) joined[joined.length - 1] = pair
    // mot de passe, palavra de passe, parola d'ordine
    else if (before !== undefined && linkWords.has(before) && pairs.has(`${joined.at(-2)} ${word}`)) {
      const whole = pairs.get(`${joined.at(-2)} ${word}`)!
      joined.length -= 2
      joined.push(whole)
    } else joined.push(word)
  }
  return joined
}

const linkWords: ReadonlySet<string> = new Set(['and', 'de', 'd', 'da', 'di', 'del', 'la'])

const judgeWords = (words: readonly string[]): NameVerdict => {
  if (
    words.length > 0 &&
    words.every((word) => word === 'pincode' || is(word, roles.filler)) &&
    words.includes('pincode')
  )
    return 'postal'
  if (isHashParameter(words)) return 'secret'
  const head = findHead(words)
  if (head === undefined) return 'open'
  const { at, strength } = head
  // `gpg_key_id` names a key, and everybody may know it.
  if (strength !== 'hard' && isKey(words[at]!) && words.at(-1) === 'id') return 'open'
  // `ответ на секретный вопрос`: what follows says which answer.
  if (words.some((word, place) => place < at && isAnswer(word) && weigh(words, place)?.strength === 'soft'))
    return 'secret'
  const before = words.slice(0, at)
  const after = words.slice(at + 1)
  const tail = after.filter((word) => is(word, roles.state) || ambiguousTail.has(word))
  if ((strength !== 'hard' || words.includes('reset')) && contactWords.has(words.at(-1)!)) return 'state'
  if (isAnswer(words[at]!) && tail.length > 0) return 'secret'
  if (strength === 'soft' && !hashNouns.has(words[at]!) && after.some((word) => partWords.has(word)))
    return 'state'
  if (tail.length > 0) return tail.every((word) => ambiguousTail.has(word)) ? 'flag' : 'state'
  if (before.some((word) => is(word, roles.lead)) || before.some(isPlainState))
    return strength === 'weak' ? 'suspect' : 'flag'
  if (strength === 'weak') return words.length === 1 && likelyAlone.has(words[0]!) ? 'likely' : 'suspect'
  if (strength === 'hard') return 'secret'
  return after.some(isStrange) ? 'likely' : 'secret'
}

/** Neither known nor of a kind that can stand beside a secret. */
const isStrange = (word: string): boolean =>
  (rolesOf(word) & ~(roles.open | roles.lead)) === 0 && !qualifierStems.test(word)

/** `answer_to_security_question` is about the answer. */
const isAnswer = (word: string): boolean =>
  weakWords.get(word) === weakWords.get('answer') && weakWords.has(word)

const isKey = (word: string): boolean => weakWords.get(word) === weakWords.get('key') && weakWords.has(word)

const isPin = (word: string): boolean => word === 'pin' || word === 'nip'

const isCode = (word: string): boolean => weakWords.get(word) === weakWords.get('code') && weakWords.has(word)

/** Where a code is sent to: `otp_phone`. */
const contactWords: ReadonlySet<string> = new Set(
  'phone mobile email mail number address app channel'.split(' '),
)

/** `password_reset` may hold a time, a yes or the token itself. */
const ambiguousTail: ReadonlySet<string> = new Set(['reset', 'change', 'request', 'set', 'last', 'used'])

/** What is shown of a key so that people know which one it is. */
const partWords: ReadonlySet<string> = new Set(['prefix', 'suffix', 'preview', 'masked', 'last', 'four'])

const isPlainState = (word: string): boolean => rolesOf(word) === roles.state

/** What belongs to a stored hash: `hashing_method`, `salt_separator`, `password_algorithm`. */
const isHashParameter = (words: readonly string[]): boolean =>
  words.some((word) => hashNouns.has(word)) && words.some((word) => parameterWords.has(word))

const hashNouns: ReadonlySet<string> = new Set('hash hashing salt password passwd pwd digest'.split(' '))
const parameterWords: ReadonlySet<string> = new Set(
  'algorithm algo method scheme separator iterations rounds cost hasher'.split(' '),
)

interface Head {
  at: number
  strength: 'hard' | 'soft' | 'weak'
}

/** The last word that the name can be about; a password anywhere in it makes it one of passwords. */
const findHead = (words: readonly string[]): Head | undefined => {
  let found: Head | undefined
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at]!
    if (is(word, roles.hard)) return { at: found?.strength === 'soft' ? found.at : at, strength: 'hard' }
    if (found?.strength === 'soft') continue
    if (is(word, roles.soft) && !isHashOfThing(words, at)) found = { at, strength: 'soft' }
    else if (is(word, roles.weak)) found = weigh(words, at) ?? found
  }
  return found
}

const isHashOfThing = (words: readonly string[], at: number): boolean =>
  words[at] === 'hash' && at > 0 && hashedThings.has(words[at - 1]!)

const weigh = (words: readonly string[], at: number): Head | undefined => {
  const word = words[at]!
  const singular = weakWords.has(word) ? word : word.replace(/s$/, '')
  if (personalWords.has(word)) {
    if (words.every((other, place) => place === at || isBesidePersonal(other)))
      return { at, strength: 'soft' }
    return isPin(word) && at === words.length - 1 ? { at, strength: 'weak' } : undefined
  }
  const qualifiers = weakWords.get(singular)
  const isStemmed = qualifiers !== undefined && stemmedQualifiers.has(qualifiers)
  const isQualified =
    qualifiers !== undefined &&
    words.some(
      (other, place) =>
        place !== at &&
        (qualifiers.has(other) ||
          qualifiers.has(other.replace(/s$/, '')) ||
          (isStemmed && qualifierStems.test(other))),
    )
  if (isQualified && !words.some((other) => rolesOf(other) === roles.open)) return { at, strength: 'soft' }
  return (looseWords.has(word) || looseWords.has(singular)) && at === words.length - 1
    ? { at, strength: 'weak' }
    : undefined
}

const stemmedQualifiers: ReadonlySet<ReadonlySet<string> | undefined> = new Set(
  [...stemmedNouns].map((noun) => weakWords.get(noun)),
)

const isBesidePersonal = (word: string): boolean =>
  (rolesOf(word) & (roles.filler | roles.state | roles.lead | roles.hard | roles.soft)) !== 0 ||
  isCode(word) ||
  qualifierStems.test(word)

const is = (word: string, role: number): boolean => (rolesOf(word) & role) !== 0
