import { argon2Recipe, convertArgon2Parts } from '../families/argon2.js'
import { convertBcrypt } from '../families/bcrypt.js'
import { decodeBase64 } from '../digest/decode-bytes.js'
import { parseCount, readCount, readRecord, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertPbkdf2 } from '../families/pbkdf2.js'
import { quoteName } from '../families/plain-digest.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'

/**
 * A Keycloak credential: `secretData` with `credentialData` among the parameters, the whole credential object, or
 * the flat form of realms before 8.
 */
export const convertKeycloak = (source: unknown, params: HashParams): PasswordConversion => {
  const outer = readRecord(source)
  if (!outer) return refusePassword('malformed_hash', "Expected Keycloak's secretData.")
  const secret = readRecord(outer['secretData']) ?? outer
  const data = readRecord(outer['credentialData'] ?? params['credentialData']) ?? outer
  const value = readText(secret, 'value', 'hashedSaltedValue')
  const algorithm = readText(data, 'algorithm')
  if (value === undefined || value === '') return refusePassword('no_password')
  if (value.startsWith('$2')) return convertBcrypt(value)
  if (algorithm === undefined) {
    return refusePassword('missing_parameters', 'Keycloak keeps algorithm and iterations in credentialData.')
  }
  const salt = decodeBase64(readText(secret, 'salt') ?? '')
  const key = decodeBase64(value)
  if (!salt || !key) return refusePassword('malformed_hash', 'Value and salt are base64.')
  const iterations = readCount(data, 'hashIterations')
  if (algorithm === 'argon2') return convertKeycloakArgon2(data, iterations, salt, key)
  const digest = pbkdf2Digests.get(algorithm.toLowerCase())
  if (digest) return convertPbkdf2({ digest, iterations, salt, key })
  return refusePassword('unknown_hasher', `The Keycloak algorithm is ${quoteName(algorithm)}.`)
}

const pbkdf2Digests: ReadonlyMap<string, string> = new Map([
  ['pbkdf2', 'sha1'],
  ['pbkdf2-sha1', 'sha1'],
  ['pbkdf2-sha256', 'sha256'],
  ['pbkdf2-sha512', 'sha512'],
])

const convertKeycloakArgon2 = (
  data: Record<string, unknown>,
  iterations: number | undefined,
  salt: Buffer,
  key: Buffer,
): PasswordConversion => {
  const parameters = readRecord(data['additionalParameters']) ?? {}
  const version = firstValue(parameters['version'])
  const hash = {
    variant: firstValue(parameters['type']) ?? '',
    memoryKiB: parseCount(firstValue(parameters['memory'])) ?? 0,
    iterations: iterations ?? 0,
    parallelism: parseCount(firstValue(parameters['parallelism'])) ?? 0,
    salt,
    key,
  }
  if (version === '1.3' || version === '19') return convertArgon2Parts(hash)
  const recipe = version === '1.0' || version === '16' ? argon2Recipe(hash, 16) : undefined
  return refuseVerifiable('argon2_version', recipe, 'Keycloak calls version 19 "1.3".')
}

/** Keycloak keeps every parameter as a list of strings. */
const firstValue = (value: unknown): string | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' || typeof first === 'number' ? String(first) : undefined
}
