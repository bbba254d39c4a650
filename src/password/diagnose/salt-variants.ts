import { decodeBase64, decodeHex } from '../digest/decode-bytes.js'

export interface SaltVariant {
  what: string
  value: Buffer
}

/** Other bytes that a salt may stand for: text, decoded hex or base64, trimmed, in another case. */
export const listSaltVariants = (salt: string | Buffer): SaltVariant[] => {
  const variants = typeof salt === 'string' ? textVariants(salt) : byteVariants(salt)
  const seen = new Set([Buffer.from(salt).toString('latin1')])
  return variants.filter((variant): variant is SaltVariant => {
    const key = variant.value?.toString('latin1')
    if (!key || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const textVariants = (salt: string) => [
  { what: 'the salt decoded from hex', value: decodeHex(salt.trim()) },
  { what: 'the salt decoded from base64', value: decodeBase64(salt.trim()) },
  { what: 'the salt without surrounding blanks', value: Buffer.from(salt.trim(), 'utf8') },
  { what: 'the salt in lower case', value: Buffer.from(salt.toLowerCase(), 'utf8') },
  { what: 'the salt in upper case', value: Buffer.from(salt.toUpperCase(), 'utf8') },
  { what: 'the salt in UTF-16LE', value: Buffer.from(salt, 'utf16le') },
  { what: 'the salt in Latin-1', value: Buffer.from(salt, 'latin1') },
]

const byteVariants = (salt: Buffer) => [
  { what: 'the salt as hex text', value: Buffer.from(salt.toString('hex')) },
  { what: 'the salt as upper-case hex text', value: Buffer.from(salt.toString('hex').toUpperCase()) },
  { what: 'the salt as base64 text', value: Buffer.from(salt.toString('base64')) },
  {
    what: 'the salt as unpadded base64 text',
    value: Buffer.from(salt.toString('base64').replace(/(?<!=)=+$/, '')),
  },
  { what: 'the salt as URL-safe base64 text', value: Buffer.from(salt.toString('base64url')) },
]
