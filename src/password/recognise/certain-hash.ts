import type { PasswordFamily } from './password-families.js'
import { isHashFamily, recognisePassword } from './recognise-password.js'

/**
 * Whether a text is a password hash beyond doubt, whatever its column is called: its format says so. Bare digests
 * are none, since ids and checksums look like them.
 */
export const isCertainHash = (text: string): boolean => {
  if (text.length < shortestHash || text.length > longestHash) return false
  const first = text.charCodeAt(0)
  // Most values of most tables end here.
  if (
    first !== 0x24 &&
    first !== 0x7b &&
    first !== 0x3a &&
    first !== 0x2a &&
    !text.includes('$') &&
    !/^(?:JDJ|e1|JGFyZ29u)/.test(text)
  ) {
    return false
  }
  const { family } = recognisePassword(text)
  return isHashFamily(family) && !doubtful.has(family)
}

const shortestHash = 20
const longestHash = 2048

const doubtful: ReadonlySet<PasswordFamily> = new Set([
  'hex_digest',
  'base64_digest',
  'digest_pair',
  'labelled_digest',
  'scrypt_pair',
  'encrypted',
  'logto_legacy',
  'aspnet_identity',
])
