import { parseJson } from '../../source/json/values/parse-json.js'
import type { JsonValue } from '../../source/source-record.js'
import { judgeName, type JudgedName } from '../judge-name.js'
import { isSecretText } from '../judge-value.js'
import type { KeptOut } from '../kept-out.js'
import { maskAttributes, mayHoldAttributes } from './mask-attributes.js'
import { maskCommands, mayHoldOptions } from './mask-commands.js'
import { maskElements, mayHoldElements } from './mask-elements.js'
import { maskLinks, mayHoldTokens } from './mask-link.js'
import { maskPairs } from './mask-pairs.js'
import { hasLongWord, maskTokens } from './mask-tokens.js'
import { maskStatements, mayHoldStatements } from './mask-statements.js'
import { isScrambled } from '../scrambled.js'
import { findCertainShape } from '../secret-shape.js'

const shortestPair = 6

/** Whether a text can hold values under names of its own: JSON, headers, a query, a serialised PHP value. */
export const mayHoldPairs = (text: string): boolean =>
  text.length >= shortestPair &&
  (text.includes(':') ||
    text.includes('=') ||
    text.startsWith('eyJ') ||
    text.includes('</') ||
    (text.length >= shortestTelling && text.includes(' ') && mayTell(text))) &&
  !isTime(text)

/** Shorter texts of several words say nothing. */
const shortestTelling = 16

const mayTell = (text: string): boolean =>
  hasLongWord(text) || text.includes(' --') || mayHoldStatements(text)

/** Nearly all texts with a colon: `2024-01-15T10:30:00.000Z`. */
const isTime = (text: string): boolean =>
  text.length <= longestTime && text.charCodeAt(10) === 0x54 && time.test(text)

const longestTime = 30
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?$/

/**
 * A text without the secrets that stand inside it. Undefined when it can only go as a whole.
 *
 * @param filterParsed filters the value of a text that is JSON
 */
export const filterText = (
  text: string,
  keptOut: KeptOut,
  filterParsed: (value: JsonValue) => JsonValue,
): string | undefined => {
  const parsed = parseContainer(text)
  if (parsed !== undefined) {
    const kept = filterParsed(parsed)
    return kept === parsed ? text : JSON.stringify(kept)
  }
  const decoded = decodeContainer(text)
  if (decoded !== undefined) return filterParsed(decoded) === decoded ? text : undefined
  if (text.includes(':{') && serialised.test(text)) {
    const name = findSerialisedSecret(text)
    if (name === undefined) return text
    if (name !== '') keptOut.keepOut(name)
    return undefined
  }
  if (text.includes('; ') && cookieAttribute.test(text)) {
    keptOut.keepOut('cookie')
    return undefined
  }
  // `did:key:z6Mk…` is a public key.
  if (text.startsWith('did:')) return text
  const onMasked = (name: string): void => keptOut.keepOut(name)
  const isLink = mayHoldTokens(text)
  let masked = maskPairs(text, isLink ? isSecretInLink : isSecretInText, onMasked)
  if (isLink) masked = maskLinks(masked, onMasked)
  if (mayHoldStatements(masked)) masked = maskStatements(masked, onMasked)
  if (masked.includes(' -') && mayHoldOptions(masked)) masked = maskCommands(masked, isSecretInText, onMasked)
  if (masked.includes('<')) {
    if (mayHoldAttributes(masked)) masked = maskAttributes(masked, isSecretInText, onMasked)
    if (mayHoldElements(masked)) masked = maskElements(masked, isSecretInText, onMasked)
  }
  return masked.includes(' ') ? maskTokens(masked, onMasked) : masked
}

const parseContainer = (text: string): JsonValue | undefined => {
  const first = text.trimStart()[0]
  if (first !== '{' && first !== '[') return undefined
  return parseJson(text)
}

/** `sid=…; Path=/; HttpOnly`: whatever its name, it is a cookie. */
const cookieAttribute =
  /^[^\s;=]{1,100}=[^;]{8,4096};(?:.{0,4096}; ?)? ?(?:expires=|path=\/|max-age=|httponly\b|samesite=)/i

/** JSON in base64, as cookies and states of sign-ins are kept. */
const decodeContainer = (text: string): JsonValue | undefined => {
  if (!text.startsWith('eyJ') || text.length > longestEncoded || !/^[\w+/-]+={0,2}$/.test(text))
    return undefined
  const json = Buffer.from(text, 'base64').toString('utf8').trimEnd()
  return json.endsWith('}') ? parseContainer(json) : undefined
}

const longestEncoded = 65_536

/** In a link `code` and `key` are names of what was made for it. */
const isSecretInLink = (value: string, name: JudgedName): boolean =>
  isSecretInText(value, name) ||
  ((name.verdict === 'suspect' || name.verdict === 'likely') && isScrambled(value))

/** In running text a name and a colon may introduce a sentence; a secret is a word, or two. */
const isSecretInText = (value: string, name: JudgedName): boolean => {
  const text = value.trim()
  if (text === '' || name.verdict === 'postal') return false
  if (text.startsWith('//') && name.verdict !== 'secret') return false
  if (isQuestion(text) || !isSecretText(text, name)) return false
  return name.verdict === 'secret' ? name.isPassword || !isProse(text) : !isSentence(text)
}

const isSentence = (text: string): boolean => text.split(/\s+/, 4).length > 3
/** `favourite pin: the red one.`, `salt: 2 tsp. Pepper: 1 tsp.` */
const isProse = (text: string): boolean =>
  /^[\p{L}\s,'’-]+[.!]$/u.test(text) || (isSentence(text) && /\p{L}[.,;:]\s/u.test(text))

const isQuestion = (text: string): boolean => text.endsWith('?')

/** `a:2:{s:5:"token";s:8:"…";}`, also behind the name of a variable, as PHP writes its sessions. */
const serialised = /^(?:[\w.-]{1,64}\|)?(?:a|O):\d{1,9}:[{"]/

/** Name of a secret in it, empty for one that only its shape gives away. */
const findSerialisedSecret = (text: string): string | undefined => {
  for (const [, part = ''] of text.matchAll(/s:\d{1,9}:"([^"]{1,256})";/g)) {
    if (part.length <= 100 && judgeName(part).verdict === 'secret') return part
    if (findCertainShape(part) !== 'plain') return ''
  }
  return undefined
}
