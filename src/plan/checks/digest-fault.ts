import { isFirebaseScrypt, isPbkdf2, parseLegacyDigest } from '../../password/digest/legacy-digest.js'
import type { PasswordAlgorithm } from '../../password/digest/password-algorithm.js'
import { isWholeBcrypt } from '../../password/families/bcrypt.js'
import { refuseScryptCost } from '../../password/families/scrypt-limits.js'

/**
 * Why Logto could never verify a digest, or undefined when it could. Names the rule, never the digest. Logto
 * itself looks at `Legacy` digests only; with any other malformed one every sign-in answers 500, and with a
 * digest in the wrong spelling every password is wrong.
 */
export const findDigestFault = (algorithm: PasswordAlgorithm, digest: string): string | undefined => {
  switch (algorithm) {
    case 'Bcrypt':
      return findBcryptFault(digest)
    case 'Argon2i':
    case 'Argon2d':
    case 'Argon2id':
      return findArgon2Fault(digest)
    case 'MD5':
      return findHexFault(digest, 32)
    case 'SHA1':
      return findHexFault(digest, 40)
    case 'SHA256':
      return findHexFault(digest, 64)
    case 'Legacy':
      return findLegacyFault(digest)
  }
}

const findBcryptFault = (digest: string): string | undefined => {
  if (isWholeBcrypt(digest)) return undefined
  if (/^\$2[abxy]\$\d\d\$[./A-Za-z\d]{53}$/.test(digest)) {
    return 'expected a cost of 04 to 31 and no unused bits in salt and hash; import it as passwordHash to have it mended'
  }
  return 'expected $2a$, $2b$ or $2y$, a cost of two digits, and 53 characters of salt and hash'
}

const argon2Pattern =
  /^\$argon2(?:id|i|d)\$v=19\$(?:[mtp]=\d+,){2}[mtp]=\d+\$([A-Za-z\d+/]{11,})\$([A-Za-z\d+/]{6,})$/

const findArgon2Fault = (digest: string): string | undefined => {
  const match = argon2Pattern.exec(digest)
  if (!match) return 'expected $argon2id$v=19$m=…,t=…,p=…$salt$hash in unpadded standard base64'
  const parameter = (name: string): number => Number(new RegExp(`[$,]${name}=(\\d+)`).exec(digest)?.[1] ?? 0)
  const [memory, passes, lanes] = [parameter('m'), parameter('t'), parameter('p')]
  if (passes < 1 || lanes < 1 || memory < 8 * lanes) {
    return 'expected m, t and p once each, t and p of at least 1, and m of at least 8 times p'
  }
  return match[1]!.length % 4 === 1 || match[2]!.length % 4 === 1
    ? 'expected salt and hash in whole base64, got a cut one'
    : undefined
}

const findHexFault = (digest: string, length: number): string | undefined =>
  digest.length === length && /^[\da-f]+$/.test(digest)
    ? undefined
    : `expected ${length} lower-case hex digits`

const findLegacyFault = (digest: string): string | undefined => {
  const parsed = parseLegacyDigest(digest)
  if ('error' in parsed) {
    return parsed.error === 'password.unsupported_legacy_hash_algorithm'
      ? 'expected a hash that Node.js has, such as sha512'
      : 'expected ["algorithm",["argument",…],"hash"] with "@" for the password'
  }
  const { algorithm, args, expected } = parsed
  if (isPbkdf2(algorithm)) return findPbkdf2Fault(args, expected)
  if (isFirebaseScrypt(algorithm)) return findFirebaseFault(args, expected)
  return /^[\da-f]+$/.test(expected) ? undefined : 'expected the hash in lower-case hex'
}

const findPbkdf2Fault = (args: string[], expected: string): string | undefined => {
  const [salt, iterations = '', keyBytes = '', digest, password] = args
  if (args.length !== 5 || password !== '@')
    return 'expected pbkdf2 arguments salt, iterations, length, digest, "@"'
  if (salt === '' || salt === '@') return 'expected a salt, and a salt "@" written as hex:40'
  if (!/^[1-9]\d{0,9}$/.test(iterations) || !/^[1-9]\d{0,3}$/.test(keyBytes)) {
    return 'expected whole numbers for iterations and length'
  }
  if (!/^(?:sha-?\d|md5|ripemd|sm3|blake|rmd)/i.test(digest ?? ''))
    return 'expected a digest name such as sha256'
  return expected.length === Number(keyBytes) * 2 && /^[\da-f]+$/.test(expected)
    ? undefined
    : `expected ${Number(keyBytes) * 2} lower-case hex digits of hash`
}

const findFirebaseFault = (args: string[], expected: string): string | undefined => {
  const [, , , rounds = '', memoryCost = '', password] = args
  if (args.length !== 6 || password !== '@' || args.includes('')) {
    return 'expected firebase-scrypt arguments salt, signer key, separator, rounds, memory cost, "@", none empty'
  }
  if (!/^[1-9]\d{0,3}$/.test(rounds) || !/^[1-9]\d?$/.test(memoryCost)) {
    return 'expected whole numbers for rounds and memory cost'
  }
  const cost = { costLog2: Number(memoryCost), blockSize: Number(rounds), parallelism: 1 }
  if (refuseScryptCost(cost) !== undefined) return 'expected scrypt within the 32 MiB that Node.js allows it'
  return expected.length % 4 === 0 && /^[A-Za-z\d+/]+={0,2}$/.test(expected)
    ? undefined
    : 'expected the hash in padded standard base64'
}
