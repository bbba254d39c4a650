const digestByteLengths: ReadonlyMap<string, number> = new Map([
  ['md5', 16],
  ['sha1', 20],
  ['sha224', 28],
  ['sha256', 32],
  ['sha384', 48],
  ['sha512', 64],
  ['sha512-224', 28],
  ['sha512-256', 32],
  ['sha3-224', 28],
  ['sha3-256', 32],
  ['sha3-384', 48],
  ['sha3-512', 64],
  ['ripemd160', 20],
  ['blake2b512', 64],
  ['blake2s256', 32],
  ['sm3', 32],
])

/**
 * The plain lower-case name that node:crypto and Logto know a hash by: `SHA-256`, `sha2_256` and `SHA256` are
 * `sha256`. Any other name comes back in lower case; `digestByteLength` says whether Logto has it.
 */
export const digestName = (name: string): string => {
  const known = knownNames.get(name)
  if (known !== undefined) return known
  return canonicalName(name)
}

const canonicalName = (name: string): string => {
  const plain = name.trim().toLowerCase().replaceAll(/[ _/]/g, '-')
  const sha2 = /^sha-?(?:2-)?(1|224|256|384|512)$/.exec(plain)
  if (sha2) return `sha${sha2[1]}`
  const cut = /^sha-?512-(224|256)$/.exec(plain)
  if (cut) return `sha512-${cut[1]}`
  const sha3 = /^sha-?3-?(224|256|384|512)$/.exec(plain)
  if (sha3) return `sha3-${sha3[1]}`
  if (plain === 'sha') return 'sha1'
  if (plain === 'md-5') return 'md5'
  if (/^(?:ripemd|rmd)-?160$/.test(plain)) return 'ripemd160'
  if (plain === 'blake2b-512' || plain === 'blake2b') return 'blake2b512'
  if (plain === 'blake2s-256' || plain === 'blake2s') return 'blake2s256'
  return plain
}

const knownNames: ReadonlyMap<string, string> = new Map(
  [...digestByteLengths.keys()].map((name) => [name, name]),
)

/** The name of the hash inside `PBKDF2WithHmacSHA256`, `HmacSHA256`, `SHA256_HMAC`, `hmac-sha256`, `sha256`. */
export const pbkdf2DigestName = (name: string): string =>
  digestName(name.replace(/^(?:pbkdf2[-_]?)?(?:with)?(?:hmac[-_]?)?/i, '').replace(/[-_]hmac$/i, ''))

/** Size in bytes of a hash that Logto's Node computes; undefined for md4, whirlpool and other absent ones. */
export const digestByteLength = (name: string): number | undefined => digestByteLengths.get(name)
