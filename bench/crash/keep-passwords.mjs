import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What the sessions of a round that keeps old passwords have in their environment. */
export const keepingEnvironment = { LEGACY_STORE_KEY: 'c5'.repeat(32), TRICKLE_SECRET: 'crash'.repeat(10) }

/**
 * The same people, more than half of whose passwords Logto cannot take: phpass in place of the digest. Drawn from the
 * digest itself, so that a newer export keeps whose password did not change.
 */
export const makeUnconvertible = (people) =>
  people.map((person) => {
    const { record, expected } = person
    const { passwordDigest: digest, passwordAlgorithm: _algorithm, ...rest } = record
    if (digest === undefined || digest.at(-1) > '9') return person
    const password = `old ${digest.slice(0, 12)}`
    const passwordHash = hashAsPhpass(password, digest.slice(-8))
    return {
      ...person,
      record: { ...rest, passwordHash },
      // The import must leave this person without a digest, and with this hash in the store.
      expected: expected && { ...rest, oldPassword: { password, hash: passwordHash } },
    }
  })

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const rounds = 7

const hashAsPhpass = (password, salt) => {
  const digest = (bytes) => createHash('md5').update(bytes).digest()
  let sum = digest(salt + password)
  for (let left = 2 ** rounds; left > 0; left -= 1) sum = digest(Buffer.concat([sum, Buffer.from(password)]))
  return `$P$${alphabet[rounds]}${salt}${encode(sum)}`
}

/** Three bytes to four characters, the lowest bits first. */
const encode = (bytes) => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const those = bytes.subarray(at, at + 3)
    const value = those.reduce((sum, byte, index) => sum + byte * 256 ** index, 0)
    for (let digit = 0; digit <= those.length; digit += 1)
      text += alphabet[Math.floor(value / 64 ** digit) % 64]
  }
  return text
}

/** Hashes in the store of a run by Logto's user id; empty where there is no store. */
export const readStore = async (cli, folder, run) => {
  const module = join(dirname(cli), 'legacy-passwords', 'store', 'open-legacy-store.js')
  const { openLegacyStore } = await import(pathToFileURL(module).href)
  const key = Buffer.from(keepingEnvironment.LEGACY_STORE_KEY, 'hex')
  const path = join(folder, run, 'legacy-passwords.mdb')
  const store = await openLegacyStore(path, key, 'write').catch((error) => {
    if (error.code !== 'legacy_store_missing') throw error
  })
  if (store === undefined) return new Map()
  try {
    return new Map(Array.from([...store.ids()], (id) => [id, store.get(id).hash]))
  } finally {
    await store.close()
  }
}
