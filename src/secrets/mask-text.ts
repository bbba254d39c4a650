import { isSecretText } from './judge-value.js'
import { leftOut } from './kept-out.js'
import { maskPairs } from './text/mask-pairs.js'
import { findShape } from './secret-shape.js'

/**
 * A message or a piece of broken input with everything masked that looks like a secret or stands behind the name of
 * one. For texts that nobody reads as data; `SecretFilter` is for data. Linear in the length.
 */
export const maskText = (text: string): string =>
  maskPairs(maskPrivateKeys(text), (value, name) => isSecretText(value.trim(), name)).replace(
    word,
    (found) => (isTelling(found) ? leftOut : found),
  )

/**
 * A message of this program or of a server without hash strings, keys and tokens that it may quote. Names are no
 * reason here: `password: expected text` is a sentence.
 */
export const maskQuoted = (text: string): string =>
  maskPrivateKeys(text).replace(word, (found) => (findShape(found) === 'secret' ? leftOut : found))

/** What no blank, quote or bracket interrupts. */
const word = /[^\s"'<>()[\],;|]{16,}/g

const isTelling = (found: string): boolean => {
  const shape = findShape(found)
  return shape === 'secret' || shape === 'digest'
}

/** From the first line of a key to its last, or to the end. */
const maskPrivateKeys = (text: string): string =>
  text.includes('PRIVATE KEY') ? text.replace(privateKey, leftOut) : text

const privateKey = /-----BEGIN [^\n-]{0,40}PRIVATE KEY[\s\S]*?(?:-----END[^\n-]{0,40}-----|$)/g

/**
 * Text of an unreadable record. From the first name of a secret on, everything goes: in broken text nobody can tell
 * where its value ends. Undefined for text without names, such as a CSV row, in which a plaintext password looks
 * like any other cell; the place says where to find it.
 */
export const maskRawText = (text: string): string | undefined => {
  if (!namedText.test(text)) return undefined
  const start = text.search(secretWord)
  return maskText(start === -1 ? text : `${text.slice(0, start)}${leftOut}`)
}

/** JSON and LDIF name their fields. */
const namedText = /^\s*(?:[{[]|dn::?\s)/i

const secretWord =
  /pass(?!port)|pwd|hash|digest|salt|secret|totp|otp(?![a-z])|token|credential|backup|recovery|mfa|factor|kennwort|contrase|senha|wachtwoord|has[lł]o|парол|şifre|密码|密碼|パスワード|비밀번호/i
