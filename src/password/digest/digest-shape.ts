import { isEncodedPart } from './encoded-digest.js'

/** A digest and another text in one, as `hash:salt` or `salt$hash` are written. */
export const isDigestPair = (text: string): boolean => {
  const separator = /[:$|;,#@.]/.exec(text)
  if (separator === null || text.length > longestPair || /\s/.test(text)) return false
  const first = text.slice(0, separator.index)
  const last = text.slice(text.lastIndexOf(separator[0]) + 1)
  return isDigest(first) || isDigest(last)
}

const longestPair = 1024

/** 16 bytes or more in hex, or the length of a digest in base64. */
const isDigest = (text: string): boolean => isHexDigest(text) || isBase64Digest(text)

/** Any number of whole bytes from 16 on: digests, and keys that somebody made longer. */
export const isHexDigest = (text: string): boolean =>
  text.length >= 32 && text.length % 2 === 0 && /^[\da-f]+$/i.test(text)

export const isBase64Digest = (text: string): boolean =>
  /^[A-Za-z\d+/_-]+={0,2}$/.test(text) && isEncodedPart(text)
