const base64Shape = /^[A-Za-z0-9+/._-]*={0,2}$/
const hexShape = /^[0-9a-fA-F]*$/

/**
 * Reads base64 in any alphabet a password hash comes in: standard, URL-safe or passlib's ab64 (`.` for `+`),
 * padded or not. Undefined for a foreign character, mixed alphabets, wrong padding or an impossible length:
 * Node's own decoder would drop such characters silently and yield another key.
 */
export const decodeBase64 = (text: string): Buffer | undefined => {
  if (!base64Shape.test(text)) return undefined
  const padded = text.indexOf('=')
  const length = padded === -1 ? text.length : padded
  if (length % 4 === 1 || (padded !== -1 && text.length % 4 !== 0)) return undefined
  const isUrlSafe = text.includes('-') || text.includes('_')
  if (isUrlSafe && (text.includes('+') || text.includes('/') || text.includes('.'))) return undefined
  if (!text.includes('.')) return Buffer.from(text, 'base64')
  return text.includes('+') ? undefined : Buffer.from(text.replaceAll('.', '+'), 'base64')
}

// Whole groups of four, padding included, and no unused bit set.
const canonicalShape = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/

/** The standard padded form of base64 in any alphabet; undefined where `decodeBase64` is. Costs no bytes when it is that already. */
export const canonicalBase64 = (text: string): string | undefined =>
  canonicalShape.test(text) ? text : decodeBase64(text)?.toString('base64')

/** Bytes in standard padded base64. */
export const base64ByteLength = (canonical: string): number => {
  const padding = canonical.endsWith('==') ? 2 : canonical.endsWith('=') ? 1 : 0
  return (canonical.length / 4) * 3 - padding
}

/** Reads hex of either case; undefined for an odd length or a foreign character. */
export const decodeHex = (text: string): Buffer | undefined =>
  text.length % 2 === 0 && hexShape.test(text) ? Buffer.from(text, 'hex') : undefined

/** Reads a digest of known size written in hex or base64; its length tells which. */
export const decodeSized = (text: string, byteLength: number): Buffer | undefined => {
  const bytes = text.length === byteLength * 2 ? decodeHex(text) : decodeBase64(text)
  return bytes?.length === byteLength ? bytes : undefined
}

/** Reads a key of unknown size: hex when every character is one and the count is even, base64 otherwise. */
export const decodeHexOrBase64 = (text: string): Buffer | undefined => decodeHex(text) ?? decodeBase64(text)

// A leading byte order mark belongs to a salt: it was hashed.
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text whose UTF-8 encoding is exactly these bytes; undefined when there is none. */
export const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8Decoder.decode(bytes)
  } catch {
    return undefined
  }
}

const loneSurrogate = /\p{Surrogate}/u

/** Whether UTF-8 can write the text: a lone surrogate would become U+FFFD. */
export const isWellFormed = (text: string): boolean => !loneSurrogate.test(text)
