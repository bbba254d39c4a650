import type { HashRecipe, RecipeOf, ScryptRecipeCost } from '../../password/recipe/hash-recipe.js'
import { readPhpass } from './crypt/phpass.js'
import { countCryptRounds } from './crypt/verify-crypt.js'
import { recipeLimits } from './recipe-limits.js'
import { isDigestKnown } from './open-digest.js'
import { readBcryptCost } from './verify-bcrypt.js'
import { readScryptKdfCost } from './verify-scrypt-kdf.js'
import { scryptMemoryBytes } from './verify-scrypt.js'
import { type VerifyRefusal, refuseVerify } from './verify-refusal.js'

/** Why a recipe cannot be run; undefined when it can, within the limits of memory and time. */
export const judgeRecipe = (recipe: HashRecipe): VerifyRefusal | undefined =>
  listDigests(recipe).every(isDigestKnown) ? judgeCost(recipe) : refuseVerify('digest_not_available')

const listDigests = (recipe: HashRecipe): string[] => {
  const inner = (recipe.input ?? []).flatMap((step) => ('algorithm' in step ? [step.algorithm] : []))
  if ('algorithm' in recipe) inner.push(recipe.algorithm)
  if ('digest' in recipe) inner.push(recipe.digest)
  return inner
}

const judgeCost = (recipe: HashRecipe): VerifyRefusal | undefined => {
  switch (recipe.kind) {
    case 'equal':
    case 'lm':
      return undefined
    case 'digest':
      return judgeRounds(recipe.rounds ?? 1)
    case 'joined-digest':
      return judgeRounds(recipe.rounds)
    case 'pbkdf2':
      return judgePbkdf2(recipe)
    case 'scrypt':
    case 'firebase-scrypt':
      return judgeScrypt(recipe)
    case 'scrypt-kdf': {
      const cost = readScryptKdfCost(recipe.container)
      return cost === undefined ? refuseVerify('malformed_hash') : judgeScrypt(cost)
    }
    case 'bcrypt':
      return judgeBcrypt(readBcryptCost(recipe.text))
    case 'argon2':
      return judgeArgon2(recipe)
    case 'phpass-parts':
      return judgeRounds(2 ** recipe.roundsLog2)
    case 'phpass':
      return judgeRounds(readPhpass(recipe.text)?.rounds)
    case 'crypt':
      return judgeRounds(countCryptRounds(recipe.text))
    case 'scram':
      return recipe.iterations <= recipeLimits.pbkdf2Work ? undefined : refuseVerify('verify_time')
    case 'any':
      return recipe.recipes.map(judgeRecipe).find((refusal) => refusal !== undefined)
  }
}

const judgeRounds = (rounds: number | undefined): VerifyRefusal | undefined => {
  if (rounds === undefined) return refuseVerify('malformed_hash')
  return rounds <= recipeLimits.digestRounds
    ? undefined
    : refuseVerify('verify_time', `It asks for ${rounds} rounds.`)
}

const judgePbkdf2 = ({ iterations, key, digest }: RecipeOf<'pbkdf2'>): VerifyRefusal | undefined => {
  const digestBytes = Number(/\d{3}$/.exec(digest)?.[0] ?? 160) / 8
  const work = iterations * Math.ceil(key.length / digestBytes)
  return work <= recipeLimits.pbkdf2Work
    ? undefined
    : refuseVerify('verify_time', `It asks for ${iterations} iterations.`)
}

const judgeScrypt = (cost: ScryptRecipeCost): VerifyRefusal | undefined => {
  const { cost: n, blockSize, parallelism } = cost
  const isPower = n >= 2 && n <= 2 ** 30 && Number.isInteger(Math.log2(n))
  if (!isPower || !(blockSize >= 1) || !(parallelism >= 1)) return refuseVerify('scrypt_cost')
  const asked = `It asks for N=${n}, r=${blockSize}, p=${parallelism}.`
  if (scryptMemoryBytes(cost) > recipeLimits.memoryBytes + 1024 * 1024)
    return refuseVerify('verify_memory', asked)
  return n * blockSize * parallelism <= recipeLimits.scryptWork
    ? undefined
    : refuseVerify('verify_time', asked)
}

const judgeBcrypt = (cost: number | undefined): VerifyRefusal | undefined => {
  if (cost === undefined || cost < 4 || cost > 31) return refuseVerify('malformed_hash')
  return cost <= recipeLimits.bcryptCost
    ? undefined
    : refuseVerify('verify_time', `It asks for a cost of ${cost}.`)
}

const judgeArgon2 = (recipe: RecipeOf<'argon2'>): VerifyRefusal | undefined => {
  const { memoryKiB, iterations, parallelism, salt, key, version } = recipe
  const isPossible = iterations >= 1 && parallelism >= 1 && memoryKiB >= 8 * parallelism
  if (!isPossible || salt.length < 8 || key.length < 4) return refuseVerify('argon2_parameters')
  const asked = `It asks for m=${memoryKiB}, t=${iterations}, p=${parallelism}.`
  if (memoryKiB * 1024 > recipeLimits.memoryBytes) return refuseVerify('verify_memory', asked)
  const isOld = version === 16 || recipe.data !== undefined
  const work = isOld ? recipeLimits.oldArgon2Work : recipeLimits.argon2Work
  const isWithin = memoryKiB * iterations <= work && parallelism <= recipeLimits.argon2Parallelism
  return isWithin ? undefined : refuseVerify('verify_time', asked)
}
