/** How a source writes the key of an authenticator app. */
export type TotpEncoding = 'base32' | 'hex' | 'text' | 'base64' | 'otpauth'

/** A secret as Logto takes it, or the reason why it cannot. */
export type TotpSecret = { secret: string } | { loss: string }

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Logto takes 16 to 32 characters in groups of 8: keys of 10 to 20 bytes. */
const fewestBytes = 10
const mostBytes = 20

/**
 * Normalizes a TOTP key to padded upper-case base32. An `otpauth://` URL is recognized whatever the encoding
 * says, and its parameters are checked: Logto computes SHA-1, 6 digits, 30 seconds and nothing else.
 */
export const readTotpSecret = (value: string, encoding: TotpEncoding = 'base32'): TotpSecret => {
  const text = value.trim()
  if (encoding === 'otpauth' || /^otpauth:/i.test(text)) return readOtpauth(text)
  const bytes = decodeKey(text, value, encoding)
  if (bytes === undefined) return { loss: `The TOTP secret is not valid ${encoding}.` }
  if (bytes.length < fewestBytes || bytes.length > mostBytes) {
    return { loss: `The TOTP key has ${bytes.length} bytes; Logto takes ${fewestBytes} to ${mostBytes}.` }
  }
  return { secret: encodeBase32(bytes) }
}

const readOtpauth = (text: string): TotpSecret => {
  if (!URL.canParse(text)) return { loss: 'The otpauth address of the TOTP secret cannot be parsed.' }
  const { hostname, pathname, searchParams } = new URL(text)
  if ((hostname || pathname.replace(/^\/*/, '').split('/', 1)[0]!).toLowerCase() !== 'totp') {
    return { loss: 'The otpauth address is not for TOTP; Logto has no counter-based codes.' }
  }
  const loss = checkTotpParameters({
    algorithm: searchParams.get('algorithm') ?? undefined,
    digits: searchParams.get('digits') ?? undefined,
    periodSeconds: searchParams.get('period') ?? undefined,
  })
  if (loss !== undefined) return { loss }
  return readTotpSecret(searchParams.get('secret') ?? '', 'base32')
}

/** Parameters of a second factor as the source states them; undefined where it does not. */
export interface TotpParameters {
  algorithm?: string | undefined
  digits?: string | number | undefined
  periodSeconds?: string | number | undefined
}

/** Why Logto would compute other codes, or undefined when it computes the same. */
export const checkTotpParameters = ({
  algorithm = 'SHA1',
  digits = 6,
  periodSeconds = 30,
}: TotpParameters): string | undefined => {
  const hash = algorithm.toUpperCase().replace(/^HMAC|-/g, '')
  if (hash !== 'SHA1') return `The TOTP factor uses ${algorithm}; Logto uses SHA-1.`
  if (Number(digits) !== 6) return `The TOTP factor has ${digits} digits; Logto has 6.`
  if (Number(periodSeconds) !== 30)
    return `The TOTP factor has a period of ${periodSeconds} s; Logto has 30 s.`
  return undefined
}

const decodeKey = (text: string, raw: string, encoding: TotpEncoding): Uint8Array | undefined => {
  switch (encoding) {
    case 'text':
      return new TextEncoder().encode(raw)
    case 'hex':
      return /^(?:[\da-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined
    case 'base64':
      return /^[\w+/-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined
    default:
      return decodeBase32(text)
  }
}

const decodeBase32 = (text: string): Uint8Array | undefined => {
  const symbols = text.toUpperCase().replace(/[\s-]|(?<!=)=+$/g, '')
  const bytes: number[] = []
  let bits = 0
  let bitCount = 0
  for (const symbol of symbols) {
    const value = alphabet.indexOf(symbol)
    if (value < 0) return undefined
    bits = ((bits << 5) | value) & 0xfff
    bitCount += 5
    if (bitCount >= 8) {
      bitCount -= 8
      bytes.push((bits >> bitCount) & 0xff)
    }
  }
  return Uint8Array.from(bytes)
}

const encodeBase32 = (bytes: Uint8Array): string => {
  let text = ''
  let bits = 0
  let bitCount = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff
    bitCount += 8
    while (bitCount >= 5) {
      bitCount -= 5
      text += alphabet[(bits >> bitCount) & 31]
    }
  }
  if (bitCount > 0) text += alphabet[(bits << (5 - bitCount)) & 31]
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=')
}
