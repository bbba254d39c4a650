import { equalTexts } from '../equal-bytes.js'
import { countDesRounds, hashDesCrypt, isDesCrypt } from './des-crypt.js'
import { hashMd5Crypt } from './md5-crypt.js'
import { hashSha1Crypt, readSha1Crypt } from './sha1-crypt.js'
import { hashShaCrypt, readShaCrypt } from './sha-crypt.js'

const md5Shape = /^\$(1|apr1)\$([^$]{0,64})\$([./0-9A-Za-z]{22})$/

/** Rounds of a crypt(3) hash that is verified here; undefined for one that is not. */
export const countCryptRounds = (text: string): number | undefined => {
  if (md5Shape.test(text)) return 1000
  const rounds = readShaCrypt(text)?.rounds ?? readSha1Crypt(text)?.rounds
  return rounds ?? (isDesCrypt(text) ? countDesRounds(text) : undefined)
}

/** crypt(3) as glibc, libxcrypt and the BSDs compute it; a password ends at its first NUL. */
export const verifyCrypt = async (text: string, password: Buffer): Promise<boolean> => {
  const [, mark, salt = '', md5Hash = ''] = md5Shape.exec(text) ?? []
  if (mark !== undefined)
    return equalTexts(await hashMd5Crypt(mark === '1' ? '$1$' : '$apr1$', salt, password), md5Hash)
  const sha = readShaCrypt(text)
  if (sha !== undefined) return equalTexts(await hashShaCrypt(sha, password), sha.hash)
  const sha1 = readSha1Crypt(text)
  if (sha1 !== undefined) return equalTexts(await hashSha1Crypt(sha1, password), sha1.hash)
  return isDesCrypt(text) && equalTexts(await hashDesCrypt(text, password), text)
}
