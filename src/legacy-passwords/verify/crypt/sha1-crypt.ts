import { createHmac } from 'node:crypto'
import { repeatInTurns } from '../take-turns.js'
import { writeCryptBytes } from './crypt-alphabet.js'

const order = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 0]

/** NetBSD's `$sha1$rounds$salt$`: HMAC-SHA-1 over itself; taken apart, or undefined. */
export const readSha1Crypt = (text: string): { rounds: number; salt: string; hash: string } | undefined => {
  const [, rounds, salt = '', hash = ''] =
    /^\$sha1\$(\d{1,10})\$([./0-9A-Za-z]{0,64})\$([./0-9A-Za-z]{28})$/.exec(text) ?? []
  return rounds === undefined ? undefined : { rounds: Number(rounds), salt, hash }
}

export const hashSha1Crypt = async (
  { rounds, salt }: { rounds: number; salt: string },
  password: Buffer,
): Promise<string> => {
  let digest = createHmac('sha1', password).update(`${salt}$sha1$${rounds}`).digest()
  await repeatInTurns(rounds - 1, () => {
    digest = createHmac('sha1', password).update(digest).digest()
  })
  return writeCryptBytes(digest, order)
}
