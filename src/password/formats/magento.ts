import { convertArgon2Parts } from '../families/argon2.js'
import { decodeHex } from '../digest/decode-bytes.js'
import { parseCount } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { conversionRecipe } from '../recipe/conversion-recipe.js'
import { readMagentoChain } from '../recipe/read-magento-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { refusePassword } from '../refuse-password.js'
import { convertSaltedDigest } from '../families/salted-digest.js'
import { passwordPart } from '../recipe/digest-part.js'

// Constants of libsodium behind version 2; version 3 states them.
const interactiveKeyBytes = 32
const interactiveIterations = 2
const interactiveMemoryBytes = 67_108_864
const saltBytes = 16

/** MD5 (0) and SHA-256 (1) over salt and password, Argon2id of libsodium (2 and 3); undefined for another shape. */
export const convertMagento = (text: string): PasswordConversion | undefined => {
  const [hexText = '', salt, ...versions] = text.split(':')
  const [version] = versions
  const key = decodeHex(hexText)
  if (salt === undefined || key === undefined || key.length === 0) return undefined
  // Magento 1 writes no version: its community edition MD5, its enterprise edition SHA-256.
  if (version === undefined) return convertSalted(key.length === 32 ? 'sha256' : 'md5', salt, key)
  if (versions.length > 1) {
    return refuseVerifiable(
      'nested_hash',
      () =>
        readMagentoChain(
          conversionRecipe(convertMagento(`${hexText}:${salt}:${versions.at(-1)}`) ?? malformed()),
          salt,
          versions,
        ),
      'An upgrade of Magento has hashed the old hash again.',
    )
  }
  if (version === '0') return convertSalted('md5', salt, key)
  if (version === '1') return convertSalted('sha256', salt, key)
  return convertSodium(version, salt, key)
}

const convertSalted = (algorithm: string, salt: string, digest: Buffer): PasswordConversion =>
  convertSaltedDigest(algorithm, [salt, passwordPart], digest)

const malformed = (): PasswordConversion => refusePassword('malformed_hash')

/** libsodium has one lane and takes 16 bytes of salt; Magento cuts a longer salt and repeats a shorter one. */
const convertSodium = (version: string, salt: string, key: Buffer): PasswordConversion => {
  const stated = /^3_(\d+)_(\d+)_(\d+)$/.exec(version)
  if (stated === null && version !== '2') {
    return refusePassword('unknown_hasher', 'Magento knows the versions 0 to 3.')
  }
  const keyBytes = stated === null ? interactiveKeyBytes : parseCount(stated[1])
  const iterations = stated === null ? interactiveIterations : parseCount(stated[2])
  const memoryBytes = stated === null ? interactiveMemoryBytes : parseCount(stated[3])
  if (salt === '') return refusePassword('empty_salt')
  if (keyBytes !== key.length) return refusePassword('malformed_hash', 'The key is not as long as stated.')
  const bytes = Buffer.from(salt, 'utf8')
  return convertArgon2Parts({
    variant: 'id',
    iterations: iterations ?? 0,
    memoryKiB: Math.floor((memoryBytes ?? 0) / 1024),
    parallelism: 1,
    salt: Buffer.alloc(saltBytes, bytes),
    key,
  })
}
