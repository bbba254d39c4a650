import { createHash, getHashes } from 'node:crypto'
import {
  createBLAKE2b,
  createBLAKE2s,
  createBLAKE3,
  createKeccak,
  createMD4,
  createMD5,
  createRIPEMD160,
  createSHA1,
  createSHA224,
  createSHA256,
  createSHA3,
  createSHA384,
  createSHA512,
  createSM3,
  createWhirlpool,
  type IHasher,
} from 'hash-wasm'

/** Computes one digest; an iterated hash calls it many thousand times. */
export type Digest = (parts: readonly Uint8Array[]) => Buffer

export interface OpenDigest {
  compute: Digest
  /** Bytes of one input block, for an HMAC. */
  blockBytes: number
}

// Twice as fast for short inputs as node:crypto, and has what OpenSSL 3 left out.
const hashers: ReadonlyMap<string, () => Promise<IHasher>> = new Map([
  ['md4', createMD4],
  ['md5', createMD5],
  ['sha1', createSHA1],
  ['sha224', createSHA224],
  ['sha256', createSHA256],
  ['sha384', createSHA384],
  ['sha512', createSHA512],
  ['sha3-224', () => createSHA3(224)],
  ['sha3-256', () => createSHA3(256)],
  ['sha3-384', () => createSHA3(384)],
  ['sha3-512', () => createSHA3(512)],
  ['keccak224', () => createKeccak(224)],
  ['keccak256', () => createKeccak(256)],
  ['keccak384', () => createKeccak(384)],
  ['keccak512', () => createKeccak(512)],
  ['ripemd160', createRIPEMD160],
  ['blake2b512', () => createBLAKE2b(512)],
  ['blake2b256', () => createBLAKE2b(256)],
  ['blake2s256', () => createBLAKE2s(256)],
  ['blake3', () => createBLAKE3(256)],
  ['whirlpool', createWhirlpool],
  ['sm3', createSM3],
])

/** Whether anybody here computes it. */
export const isDigestKnown = (name: string): boolean => hashers.has(name) || getHashes().includes(name)

const opened = new Map<string, OpenDigest>()

/** Undefined for a function that nobody here computes. */
export const openDigest = async (name: string): Promise<OpenDigest | undefined> => {
  const known = opened.get(name)
  if (known !== undefined) return known
  const create = hashers.get(name)
  const digest = create === undefined ? openByNode(name) : wrapHasher(await create())
  if (digest !== undefined) opened.set(name, digest)
  return digest
}

const wrapHasher = (hasher: IHasher): OpenDigest => ({
  blockBytes: hasher.blockSize,
  compute: (parts) => {
    hasher.init()
    for (const part of parts) hasher.update(part)
    return Buffer.from(hasher.digest('binary'))
  },
})

const openByNode = (name: string): OpenDigest | undefined => {
  if (!getHashes().includes(name)) return undefined
  return {
    blockBytes: name.startsWith('sha512') ? 128 : 64,
    compute: (parts) => {
      const hash = createHash(name)
      for (const part of parts) hash.update(part)
      return hash.digest()
    },
  }
}

/** HMAC over any of them; node:crypto has no MD4 or Whirlpool. */
export const computeHmac = (digest: OpenDigest, key: Uint8Array, message: Uint8Array): Buffer => {
  const block = Buffer.alloc(digest.blockBytes)
  Buffer.from(key.length > digest.blockBytes ? digest.compute([key]) : key).copy(block)
  const inner = digest.compute([block.map((byte) => byte ^ 0x36), message])
  return digest.compute([block.map((byte) => byte ^ 0x5c), inner])
}
