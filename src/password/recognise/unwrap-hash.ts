import { decodeBase64, decodeHex } from '../digest/decode-bytes.js'

/**
 * The hash inside its wrapping: quotes, a label (`bcrypt:$2y$…`), `{CRYPT}`, a line of htpasswd or shadow, base64 or
 * hex of the whole text. Text
 * without a wrapping, or with something inside that does not begin like a hash, comes back as it is.
 */
export const unwrapHash = (text: string): string => {
  let inner = text
  for (let depth = 0; depth < deepestWrapping; depth++) {
    const next = unwrapOnce(inner)
    if (next === undefined) break
    inner = next
  }
  return inner
}

const deepestWrapping = 3

const unwrapOnce = (text: string): string | undefined => {
  switch (text.charCodeAt(0)) {
    case 0x24: // $
      return undefined
    case 0x22: // "
    case 0x27: // '
      return unquote(text)
    case 0x7b: // {
      return /^\{crypt\}(?=\$)/i.test(text) ? text.slice('{crypt}'.length) : undefined
    default:
      return removeLabel(text) ?? cutLine(text) ?? joinHex(text) ?? decodeWhole(text)
  }
}

const unquote = (text: string): string | undefined => {
  const inner = text.slice(1, -1)
  return text.at(-1) === text[0] && beginsLikeHash(inner) ? inner : undefined
}

const label =
  /^(?:bcrypt|blowfish|bf|argon2(?:id|i|d)?|s?crypt|crypt|pbkdf2|phc|hash|hashed|password)(?:[:|=]\s{0,4}(?=\$)|\$(?=2[abxy]\$\d\d\$))/i

const removeLabel = (text: string): string | undefined => {
  const match = label.exec(text)
  if (match === null) return undefined
  const rest = text.slice(match[0].length)
  return rest.startsWith('$') ? rest : `$${rest}`
}

/** `anna:$apr1$…`, `anna:$6$…:19000:0:99999:7:::` */
const cutLine = (text: string): string | undefined =>
  /^[^\s:$]{1,64}:(\$(?:apr1|2[abxy]?|1|5|6|7|y|gy)\$[^\s:]{8,})(?::[\d:]*)?$/.exec(text)?.[1]

/** `5F-4D-CC-…` of .NET, `0x5F4D…` and `\x5f4d…` of databases; SQL Server's own hashes begin with 0x01 or 0x02. */
const joinHex = (text: string): string | undefined => {
  if (/^(?:[\da-f]{2}[-: ]){15,}[\da-f]{2}$/i.test(text)) return text.replaceAll(/[-: ]/g, '')
  // X'5F4D…' as databases quote bytes.
  const quoted = /^x'((?:[\da-f]{2}){16,})'$/i.exec(text)?.[1]
  if (quoted !== undefined) return quoted
  return /^(?:0x(?!0[12]00)|\\x)(?!24|7b)(?:[\da-f]{2}){16,}$/i.test(text) ? text.slice(2) : undefined
}

/** Longer than any base64 or hex of a hash that Logto could take. */
const longestWhole = 4096

const decodeWhole = (text: string): string | undefined => {
  if (text.length < 28 || text.length > longestWhole) return undefined
  const hex = /^(?:0x|\\x)?((?:24|7b)[\da-f]+)$/i.exec(text)?.[1]
  const bytes = (hex === undefined ? undefined : decodeHex(hex)) ?? decodeBase64(text)
  const inner = bytes?.toString('latin1').trim()
  return inner !== undefined && printable.test(inner) && beginsLikeHash(inner) ? inner : undefined
}

const printable = /^[\x20-\x7e]+$/

const beginsLikeHash = (text: string): boolean =>
  /^(?:\$[\w-]{1,30}[$,]|\{[A-Za-z\d@_.-]{2,40}\}\S|(?:pbkdf2_sha\d+|bcrypt|bcrypt_sha256|argon2|scrypt|md5|sha\d+|crypt)\$|pbkdf2:|scrypt:)/.test(
    text,
  ) || /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{56}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})$/i.test(text)
