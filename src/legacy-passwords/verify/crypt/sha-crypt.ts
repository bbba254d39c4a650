import { requireDigest } from '../prepare-input.js'
import { repeatInTurns } from '../take-turns.js'
import { writeCryptBytes } from './crypt-alphabet.js'
import { repeatTo } from './md5-crypt.js'

export interface ShaCryptHash {
  algorithm: 'sha256' | 'sha512'
  rounds: number
  salt: string
  hash: string
}

const shape = /^\$([56])\$(?:rounds=(\d{1,9})\$)?([^$]{0,64})\$([./0-9A-Za-z]{43}|[./0-9A-Za-z]{86})$/

/** `$5$` and `$6$` taken apart; undefined for any other text. Rounds are at least 1,000, a salt at most 16 characters. */
export const readShaCrypt = (text: string): ShaCryptHash | undefined => {
  const [, id, rounds, salt = '', hash = ''] = shape.exec(text) ?? []
  const algorithm = id === '5' ? 'sha256' : 'sha512'
  if (hash.length !== (algorithm === 'sha256' ? 43 : 86)) return undefined
  return { algorithm, rounds: Math.max(1000, Number(rounds ?? 5000)), salt, hash }
}

/** The characters behind the last `$`, by Drepper's specification of SHA-crypt. */
export const hashShaCrypt = async (hash: ShaCryptHash, password: Buffer): Promise<string> => {
  const { algorithm, rounds } = hash
  const { compute } = await requireDigest(algorithm)
  const salt = Buffer.from(hash.salt, 'utf8').subarray(0, 16)
  const other = compute([password, salt, password])
  const first: Uint8Array[] = [password, salt, repeatTo(other, password.length)]
  for (let length = password.length; length > 0; length >>= 1) {
    first.push(length % 2 === 1 ? other : password)
  }
  let digest = compute(first)
  const passwordBytes = repeatTo(compute(times(password, password.length)), password.length)
  const saltBytes = repeatTo(compute(times(salt, 16 + (digest[0] ?? 0))), salt.length)
  await repeatInTurns(rounds, (round) => {
    const isOdd = round % 2 === 1
    const parts: Uint8Array[] = [isOdd ? passwordBytes : digest]
    if (round % 3 !== 0) parts.push(saltBytes)
    if (round % 7 !== 0) parts.push(passwordBytes)
    parts.push(isOdd ? digest : passwordBytes)
    digest = compute(parts)
  })
  return writeShaCrypt(digest)
}

const times = (bytes: Buffer, count: number): Buffer[] => Array.from({ length: count }, () => bytes)

/** Three bytes a group, each a third of the digest apart, and the group turned by one place from one to the next. */
const writeShaCrypt = (digest: Buffer): string => {
  const isShort = digest.length === 32
  const third = isShort ? 10 : 21
  let text = ''
  let group = [0, third, 2 * third]
  for (let count = 0; count < third; count++) {
    text += writeCryptBytes(digest, group)
    const [a = 0, b = 0, c = 0] = group
    // SHA-256 turns to the right, SHA-512 to the left.
    group = isShort ? [c + 1, a + 1, b + 1] : [b + 1, c + 1, a + 1]
  }
  return text + writeLast(digest)
}

const writeLast = (digest: Buffer): string =>
  digest.length === 32 ? writeCryptBytes(digest, [31, 30]) : writeCryptBytes(digest, [63])
