import { nearestName } from '../outcome/nearest-name.js'
import { decodeSalt } from './decode-salt.js'
import { parseCount, readRecord } from './hash-params.js'

/** What is wrong with a value; undefined when nothing is. */
type Check = (value: unknown) => string | undefined

const text: Check = (value) => (typeof value === 'string' ? undefined : 'expected a text')

const count: Check = (value) => (parseCount(value) === undefined ? 'expected a whole number' : undefined)

const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'expected true or false')

const object: Check = (value) =>
  readRecord(value) === undefined ? 'expected a JSON object such as {"signerKey":"…"}' : undefined

const oneOf =
  (...names: string[]): Check =>
  (value) => {
    if (typeof value === 'string' && names.includes(value.toLowerCase())) return undefined
    const nearest = typeof value === 'string' ? nearestName(value, names) : undefined
    return `expected one of ${names.join(', ')}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`
  }

const saltEncoding: Check = (value) =>
  typeof value === 'string' && decodeSalt('', value) !== undefined
    ? undefined
    : 'expected one of utf8, hex, base64'

const order = oneOf(
  'prefix',
  'prepend',
  'before',
  'salt+password',
  'suffix',
  'postfix',
  'append',
  'after',
  'password+salt',
)

const pairOrder: Check = (value) =>
  layout(value) === undefined ? undefined : order(value)?.replace('password+salt', 'password+salt, salt:hash')

const layout: Check = (value) =>
  typeof value === 'string' && /^(?:salt.hash|hash.salt)$/i.test(value)
    ? undefined
    : 'expected salt and hash with one character between, such as salt:hash or hash$salt'

const pepperUse: Check = (value) =>
  typeof value === 'string' && /^hmac-[a-z0-9-]{3,12}$/i.test(value)
    ? undefined
    : oneOf('suffix', 'append', 'prefix', 'prepend', 'secret', 'hmac-sha256')(value)

const checks = new Map<string, Check>([
  ...names(
    text,
    'algorithm digest family template hasher password_hasher passwordHasher hash_type encryptor',
  ),
  ...names(
    text,
    'passwordAlgorithm password_algorithm passwd_hash_algo hash_algorithm hashAlgorithm hashAlgorithmType passwordEncoding',
  ),
  ...names(text, 'salt passwordSalt password_salt PasswordSalt SECURITY_PASSWORD_SALT'),
  ...names(text, 'pepper secret key hmacKey cryptKey user username role member_name memberName'),
  ...names(
    text,
    'signerKey base64_signer_key base64SignerKey signer_key firebase_password_hashing_signer_key',
  ),
  ...names(text, 'saltSeparator base64_salt_separator base64SaltSeparator salt_separator'),
  ...names(count, 'iterations rounds factor stretches cost N n r p blockSize parallelization'),
  ...names(count, 'memCost mem_cost memoryCost memory_cost'),
  ...names(
    count,
    'keylen keyLength key_length keySize saltLength PasswordFormat passwordFormat password_format',
  ),
  ...names(saltEncoding, 'saltEncoding keyEncoding'),
  ...names(oneOf('hex', 'base64', 'base64url'), 'hashEncoding'),
  ...names(flag, 'plaintext doubleHash'),
  ...names(object, 'firebase credentialData'),
  ...names(
    object,
    'argon_2_config md_5_config sha_1_config sha_256_config sha_512_config scrypt_config pbkdf_2_config phpass_config',
  ),
  ...names(order, 'saltPosition saltOrder position'),
  ...names(pairOrder, 'order'),
  ...names(layout, 'layout'),
  ...names(pepperUse, 'pepperUse'),
])

function names(check: Check, list: string): [string, Check][] {
  return list.split(' ').map((name) => [name, check])
}

/**
 * Whether a parameter that somebody typed is one that a hash is read by; a row of an export may have any.
 *
 * @returns what is wrong with it; undefined when nothing is. Never quotes the value, which may be a secret
 */
export const checkParam = (name: string, value: unknown): string | undefined => {
  const check = checks.get(name)
  if (check !== undefined) return check(value)
  const nearest = nearestName(name, checks.keys())
  return `no hash is read by it${nearest === undefined ? '' : `; did you mean ${nearest}?`} (logto-migrate docs passwords)`
}

/** Whether a name is known, for those who read parameters. */
export const isKnownParam = (name: string): boolean => checks.has(name)
