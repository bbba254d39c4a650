import { pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import type { RecipeOf } from '../../password/recipe/hash-recipe.js'
import { equalBytes } from './equal-bytes.js'
import { computeHmac, type OpenDigest, openDigest } from './open-digest.js'
import { repeatInTurns } from './take-turns.js'

const derive = promisify(pbkdf2)

export const verifyPbkdf2 = async (recipe: RecipeOf<'pbkdf2'>, password: Buffer): Promise<boolean> => {
  const { digest, iterations, salt, key } = recipe
  const name = nodeNames.get(digest)
  if (name !== undefined) {
    return equalBytes(await derive(password, salt, iterations, key.length, name), key)
  }
  const opened = await openDigest(digest)
  return opened !== undefined && equalBytes(await deriveFirstBlock(opened, recipe, password), key)
}

const nodeNames: ReadonlyMap<string, string> = new Map(
  ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512']
    .concat(['ripemd160', 'sha512-224', 'sha512-256', 'blake2b512', 'blake2s256', 'sm3'])
    .map((name) => [name, name]),
)

/** With a function that OpenSSL lacks; a key of one block is all that is ever stored so. */
const deriveFirstBlock = async (
  digest: OpenDigest,
  { salt, iterations, key }: RecipeOf<'pbkdf2'>,
  password: Buffer,
): Promise<Buffer> => {
  let block = computeHmac(
    digest,
    password,
    Buffer.concat([Buffer.from(salt as Uint8Array), Buffer.of(0, 0, 0, 1)]),
  )
  const sum = Buffer.from(block)
  await repeatInTurns(iterations - 1, () => {
    block = computeHmac(digest, password, block)
    for (const [at, byte] of block.entries()) sum[at] = (sum[at] ?? 0) ^ byte
  })
  return sum.subarray(0, key.length)
}
