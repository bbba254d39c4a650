/**
 * Whether a text has the look of bytes that were written down, or of a scheme of hashes: hex, base64 or base32 of a
 * digest, alone or beside a salt. Meant for the moment before a text is taken for somebody's plaintext password,
 * so in doubt it says yes.
 */
export const looksEncoded = (text: string): boolean => {
  const trimmed = text.trim()
  return (
    hexRun.test(trimmed) ||
    dashedHex.test(trimmed) ||
    (trimmed.length >= shortestMarked && schemeShape.test(trimmed)) ||
    isShortHash(trimmed) ||
    trimmed.split(foreignToBase64).some(isEncodedPart)
  )
}

const hexRun = /[\da-f]{32}/i
/** `5F-4D-CC-…` of .NET, `5f:4d:cc`, and a GUID made of an MD5. */
const dashedHex = /^(?:[\da-f]{2}[-: ]){15,}[\da-f]{2}$|^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i
/** A digest of 13 characters with a salt and marks around it; `$ecret$1` is what somebody chose. */
const shortestMarked = 18

/** `$name$`, `{NAME}`, `:A:`, `name$…$`, `pbkdf2:`. */
const schemeShape =
  /^(?:\$[\w-]{1,30}\$|\{[\w@.-]{1,40}\}|:[A-Za-z\d-]{1,20}:|[a-z][\w-]{1,30}\$[^$\s]*\$|(?:md5|sha-?\d|pbkdf2|s?crypt|bcrypt|argon2|ssha|hmac)[\w-]{0,20}[:$|])/i

/** 16 hex digits (MySQL 3, LM halves) and 13 characters of crypt(3), as far as chance does not write words. */
const isShortHash = (text: string): boolean =>
  (/^(?=.*\d)(?=.*[a-f])[\da-f]{16}$/i.test(text) && !/[a-f]{5}/i.test(text)) ||
  (/^[./\dA-Za-z]{13}$/.test(text) && countChanges(text) >= 5)

const foreignToBase64 = /[^A-Za-z\d+/=_-]+/

/** Lengths of 16, 20, 24, 28, 32, 40, 48 and 64 bytes in base64 and base32, without padding. */
const digestLengths: ReadonlySet<number> = new Set([22, 26, 27, 32, 38, 39, 43, 52, 54, 64, 86])

/** One text of base64 or base32: padded, or as long as a digest and of more than one kind of character. */
export const isEncodedPart = (part: string): boolean => {
  if (part.length < 20) return false
  if (part.endsWith('=')) return part.length % 4 === 0 && /^[A-Za-z\d+/_-]+=+$/.test(part)
  if (!digestLengths.has(part.length) && part.length < 40) return false
  return countClasses(part) >= 2
}

const countClasses = (text: string): number =>
  [/[a-z]/, /[A-Z]/, /\d/].filter((characters) => characters.test(text)).length

/** How often the kind of character changes from one to the next: often in chance, seldom in words. */
const countChanges = (text: string): number => {
  let changes = 0
  let previous = ''
  for (const character of text) {
    const kind = /[a-z]/.test(character)
      ? 'a'
      : /[A-Z]/.test(character)
        ? 'A'
        : /\d/.test(character)
          ? '1'
          : '.'
    if (previous !== '' && kind !== previous) changes += 1
    previous = kind
  }
  return changes
}
