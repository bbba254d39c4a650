import { decodeBase64, decodeHex } from './digest/decode-bytes.js'

/**
 * A salt by its stated encoding: text stays text, hex and base64 become bytes. Undefined when the encoding is
 * unknown or the text does not fit it.
 */
export const decodeSalt = (text: string, encoding: string): string | Buffer | undefined => {
  switch (encoding.toLowerCase()) {
    case 'utf8':
    case 'utf-8':
    case 'text':
    case 'raw':
    case 'string':
    case 'plain':
    case 'ascii':
      return text
    case 'hex':
      return decodeHex(text)
    case 'base64':
    case 'base64url':
    case 'ab64':
      return decodeBase64(text)
    default:
      return undefined
  }
}
