import { convertArgon2Parts } from '../families/argon2.js'
import { decodeHex } from '../digest/decode-bytes.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { parseCount, readText } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { quoteName } from '../families/plain-digest.js'
import { convertStandardScrypt } from '../families/standard-scrypt.js'
import { refusePassword } from '../refuse-password.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Grafana: 10,000 × SHA-256, 50 bytes, salt as text. */
export const grafana: PasswordSystem = fromText((text, params) => {
  if (text.startsWith('$')) return convertGenericHash(text, params)
  const salt = readText(params, 'salt')
  if (salt === undefined) return refusePassword('missing_parameters', 'Grafana needs the salt column.')
  return convertPbkdf2({ digest: 'sha256', iterations: 10_000, salt, key: decodeHex(text.trim()) })
})

/** Gitea and Forgejo: `passwd_hash_algo` is `pbkdf2$50000$50`, `argon2$2$65536$8$50`, `scrypt$…` or `bcrypt`. */
export const gitea: PasswordSystem = fromText((text, params) => {
  if (text.startsWith('$')) return convertGenericHash(text, params)
  const [name = '', ...cost] = readText(params, 'passwd_hash_algo')?.split('$') ?? []
  const saltText = readText(params, 'salt')
  if (saltText === undefined || name === '') {
    return refusePassword('missing_parameters', 'Gitea needs salt and passwd_hash_algo.')
  }
  const key = decodeHex(text.trim())
  // Ten characters are a salt of the old kind, used as text; all others are hex.
  const salt = saltText.length === 10 ? Buffer.from(saltText, 'utf8') : decodeHex(saltText)
  if (!key || !salt) return refusePassword('malformed_hash', 'Hash and salt are hex.')
  if (name === 'argon2') return convertGiteaArgon2(cost, salt, key)
  if (name !== 'pbkdf2') return refuseAlgorithm(name, cost, salt, key)
  return convertPbkdf2({ digest: 'sha256', iterations: parseCount(cost[0] ?? 10_000), salt, key })
})

const convertGiteaArgon2 = (cost: string[], salt: Buffer, key: Buffer): PasswordConversion =>
  convertArgon2Parts({
    variant: 'id',
    iterations: parseCount(cost[0] ?? 2) ?? 0,
    memoryKiB: parseCount(cost[1] ?? 65_536) ?? 0,
    parallelism: parseCount(cost[2] ?? 8) ?? 0,
    salt,
    key,
  })

/** `scrypt$65536$16$2$50`: N, r, p and the length of the key. */
const refuseAlgorithm = (name: string, cost: string[], salt: Buffer, key: Buffer): PasswordConversion =>
  name === 'scrypt'
    ? convertStandardScrypt({
        cost: parseCount(cost[0] ?? 65_536),
        blockSize: parseCount(cost[1] ?? 16),
        parallelism: parseCount(cost[2] ?? 2),
        salt,
        key,
      })
    : refusePassword('unknown_hasher', `The algorithm is ${quoteName(name)}.`)
