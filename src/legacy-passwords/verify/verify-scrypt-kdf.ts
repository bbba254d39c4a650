import { createHash, createHmac } from 'node:crypto'
import type { ScryptRecipeCost } from '../../password/recipe/hash-recipe.js'
import { equalBytes } from './equal-bytes.js'
import { deriveScrypt } from './verify-scrypt.js'

/** Cost of a scrypt-kdf container; undefined when the bytes are none. */
export const readScryptKdfCost = (container: Uint8Array): ScryptRecipeCost | undefined => {
  const bytes = Buffer.from(container)
  if (bytes.length !== 96 || bytes.toString('latin1', 0, 6) !== 'scrypt' || bytes[6] !== 0) return undefined
  const checksum = createHash('sha256').update(bytes.subarray(0, 48)).digest().subarray(0, 16)
  if (!checksum.equals(bytes.subarray(48, 64))) return undefined
  return { cost: 2 ** (bytes[7] ?? 0), blockSize: bytes.readUInt32BE(8), parallelism: bytes.readUInt32BE(12) }
}

/**
 * The header of Tarsnap's scrypt files: name, version, log2 N, r, p, 32 bytes of salt, a checksum, and an HMAC of all
 * that under the second half of the derived key.
 */
export const verifyScryptKdf = async (container: Uint8Array, password: Buffer): Promise<boolean> => {
  const cost = readScryptKdfCost(container)
  if (cost === undefined) return false
  const key = await deriveScrypt(password, container.subarray(16, 48), 64, cost)
  const mac = createHmac('sha256', key.subarray(32)).update(container.subarray(0, 64)).digest()
  return equalBytes(mac, container.subarray(64))
}
