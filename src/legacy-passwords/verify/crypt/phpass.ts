import { requireDigest } from '../prepare-input.js'
import { repeatInTurns } from '../take-turns.js'
import { cryptAlphabet, writePhpassBytes } from './crypt-alphabet.js'

export interface PhpassHash {
  algorithm: 'md5' | 'sha512'
  rounds: number
  salt: string
  /** Behind the salt; Drupal cuts it. */
  hash: string
  /** Drupal wrapped an MD5 of its version 6. */
  isOverMd5: boolean
}

const shape = /^(U?)\$([PHS])\$([./0-9A-Za-z])([\x21-\x7e]{8})([./0-9A-Za-z]{22,86})$/

/** `$P$`, `$H$`, `$S$`, and those with a U in front; undefined for any other text. */
export const readPhpass = (text: string): PhpassHash | undefined => {
  const [, over, mark, count = '', salt = '', hash = ''] = shape.exec(text) ?? []
  if (mark === undefined || (mark !== 'S' && hash.length !== 22)) return undefined
  return {
    algorithm: mark === 'S' ? 'sha512' : 'md5',
    rounds: 2 ** cryptAlphabet.indexOf(count),
    salt,
    hash,
    isOverMd5: over === 'U',
  }
}

/** The characters behind the salt, whole. */
export const hashPhpass = async (hash: PhpassHash, password: Buffer): Promise<string> => {
  const input = hash.isOverMd5
    ? Buffer.from((await requireDigest('md5')).compute([password]).toString('hex'), 'latin1')
    : password
  const { algorithm, rounds } = hash
  const salt = Buffer.from(hash.salt, 'latin1')
  return writePhpassBytes(await iteratePhpass({ algorithm, salt, roundsLog2: Math.log2(rounds) }, input))
}

/** The digest over salt and password, then so often over itself and the password. */
export const iteratePhpass = async (
  { algorithm, salt, roundsLog2 }: { algorithm: string; salt: Uint8Array; roundsLog2: number },
  input: Buffer,
): Promise<Buffer> => {
  const { compute } = await requireDigest(algorithm)
  let digest = compute([salt, input])
  await repeatInTurns(2 ** roundsLog2, () => {
    digest = compute([digest, input])
  })
  return digest
}
