import { requireDigest } from '../prepare-input.js'
import { repeatInTurns } from '../take-turns.js'
import { writeCryptBytes } from './crypt-alphabet.js'

const order = [0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 5, 11]

/** `$1$` of BSD and Linux, `$apr1$` of Apache: a thousand rounds of MD5, the mark being part of what is hashed. */
export const hashMd5Crypt = async (
  mark: '$1$' | '$apr1$',
  salt: string,
  password: Buffer,
): Promise<string> => {
  const { compute } = await requireDigest('md5')
  const saltBytes = Buffer.from(salt, 'utf8').subarray(0, 8)
  const other = compute([password, saltBytes, password])
  const first: Uint8Array[] = [password, Buffer.from(mark), saltBytes, repeatTo(other, password.length)]
  for (let length = password.length; length > 0; length >>= 1) {
    first.push(length % 2 === 1 ? Buffer.of(0) : password.subarray(0, 1))
  }
  let digest = compute(first)
  await repeatInTurns(1000, (round) => {
    const isOdd = round % 2 === 1
    const parts: Uint8Array[] = [isOdd ? password : digest]
    if (round % 3 !== 0) parts.push(saltBytes)
    if (round % 7 !== 0) parts.push(password)
    parts.push(isOdd ? digest : password)
    digest = compute(parts)
  })
  // The last twelve bits hold the byte that is left over.
  return writeCryptBytes(digest, order.slice(0, 12)) + writeRest(digest)
}

/** 4, 10, 5 are three bytes, 11 stands alone in two characters. */
const writeRest = (digest: Buffer): string =>
  writeCryptBytes(digest, [4, 10, 5]) + writeCryptBytes(digest, [11])

/** The digest over and over, cut to this length. */
export const repeatTo = (bytes: Buffer, length: number): Buffer => Buffer.alloc(length, bytes)
