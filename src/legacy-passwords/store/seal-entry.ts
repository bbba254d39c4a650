import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const version = 1
const nonceBytes = 12
const tagBytes = 16

/** Bytes of the key of AES-256. */
export const legacyKeyBytes = 32

/**
 * AES-256-GCM under a fresh nonce: version, nonce, tag, ciphertext. The id is bound to it, so that an entry that was
 * moved to another user opens for nobody. With random nonces one key is good for four billion entries.
 */
export const sealEntry = (key: Uint8Array, id: string, plain: Uint8Array): Buffer => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(boundTo(id))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed])
}

/** Undefined when the key is another one, the entry another user's, or damaged. */
export const openSealed = (key: Uint8Array, id: string, sealed: Uint8Array): Buffer | undefined => {
  if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes) return undefined
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(boundTo(id))
  decipher.setAuthTag(tag)
  const plain = decipher.update(sealed.subarray(1 + nonceBytes + tagBytes))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    return undefined
  }
}

const boundTo = (id: string): Buffer => Buffer.from(`logto-migrate legacy password ${version}\0${id}`, 'utf8')
