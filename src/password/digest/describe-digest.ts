import { isFirebaseScrypt, isPbkdf2, parseLegacyDigest } from './legacy-digest.js'
import type { PasswordAlgorithm } from './password-algorithm.js'

/** Parameters of a digest by name; none of them is hash, salt or key material. */
export type DigestParameters = { [name: string]: string | number }

/** What a Logto digest says about its own making: `{ variant: '2b', cost: 10 }`. Empty where there is nothing to say. */
export const describeDigest = (algorithm: PasswordAlgorithm, digest: string): DigestParameters => {
  switch (algorithm) {
    case 'Bcrypt':
      return describeBcrypt(digest)
    case 'Argon2i':
    case 'Argon2id':
    case 'Argon2d':
      return describeArgon2(digest)
    case 'Legacy':
      return describeLegacy(digest)
    default:
      return {}
  }
}

const describeBcrypt = (digest: string): DigestParameters => {
  const match = /^\$(2[abxy])\$(\d\d)\$/.exec(digest)
  return match === null ? {} : { variant: match[1] ?? '', cost: Number(match[2]) }
}

const describeArgon2 = (digest: string): DigestParameters => {
  const [, variant = '', , cost = ''] = digest.split('$')
  const parameters: DigestParameters = { variant }
  for (const [, name = '', value] of cost.matchAll(/([mtp])=(\d+)/g)) parameters[name] = Number(value)
  return parameters
}

const describeLegacy = (digest: string): DigestParameters => {
  const parsed = parseLegacyDigest(digest)
  if ('error' in parsed) return {}
  const { algorithm, args } = parsed
  if (isPbkdf2(algorithm)) {
    const [salt = '', iterations, keyBytes, name = ''] = args
    const saltForm = salt.startsWith('hex:') ? 'bytes' : 'text'
    return {
      function: 'pbkdf2',
      digest: name,
      iterations: Number(iterations),
      keyBytes: Number(keyBytes),
      salt: saltForm,
    }
  }
  if (isFirebaseScrypt(algorithm)) {
    return { function: 'firebase-scrypt', rounds: Number(args[3]), memCost: Number(args[4]) }
  }
  const input = args.map((arg) => (arg === '@' ? 'password' : 'constant')).join(' + ')
  return { function: algorithm, input }
}
