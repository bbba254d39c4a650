import type { JsonObject, JsonValue } from '../source/source-record.js'

const secretName =
  /pass(word|wd|code|phrase)?(?!port)|(^|_|\b)(pw|pwd)(\b|_|$)|hash|digest|salt|secret|totp|\botp|token|credential|backup.?code|recovery.?code|mfa|two.?factor/i

/** A copy without the fields whose names speak of passwords, hashes, tokens or second factors. */
export const leaveOutSecrets = (record: JsonObject): JsonObject => {
  const kept: JsonObject = {}
  for (const [name, value] of Object.entries(record)) {
    if (secretName.test(name)) continue
    Object.defineProperty(kept, name, {
      value: leaveOut(value),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return kept
}

const leaveOut = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(leaveOut)
  if (typeof value === 'object' && value !== null) return leaveOutSecrets(value)
  // A cell can hold JSON of its own, and a value can be a hash whatever its column is called.
  return typeof value === 'string' ? maskSecrets(value) : value
}

/**
 * Text of an unreadable record without what may be a secret. From the first name of a secret on, everything goes:
 * in broken text nobody can tell where its value ends. Undefined for text without names, such as a CSV row, in
 * which a plaintext password looks like any other cell; the place says where to find it.
 */
export const maskRawText = (text: string): string | undefined => {
  if (!namedText.test(text)) return undefined
  const start = text.search(secretWord)
  return maskSecrets(start === -1 ? text : `${text.slice(0, start)}[left out]`)
}

/** JSON and LDIF name their fields. */
const namedText = /^\s*(?:[{[]|dn::?\s)/i

const secretWord =
  /pass(?!port)|pwd|hash|digest|salt|secret|totp|otp(?![a-z])|token|credential|backup|recovery|mfa|factor/i

/** A text with everything masked that looks like a hash or stands behind a secret's name. */
const maskSecrets = (text: string): string =>
  text.replace(namedSecret, '$1[left out]').replace(hashLike, '[left out]')

const namedSecret =
  /("?[\w.]{0,40}(?:pass(?:word|wd)?|hash|digest|salt|secret|totp|token)[\w.]{0,40}"?\s{0,20}[:=]\s{0,20}"?)(?:\\.|[^"\\,;\s}])+/gi

/** Modular crypt and PHC strings, {SCHEME} values, long hex and long base64. */
const hashLike =
  /\$(?:[\w-]+\$)+[\w./+=,$-]{16,}|\{[A-Z][\w-]{2,20}\}[\w./+=$,:-]{16,}|\b[0-9a-f]{32,}\b|(?<![\w/+])[A-Za-z0-9+/_-]{43,}={0,2}/g
