import type { HashRecipe } from '../../password/recipe/hash-recipe.js'
import { hashLm } from './crypt/lm-hash.js'
import { hashPhpass, iteratePhpass, readPhpass } from './crypt/phpass.js'
import { verifyCrypt } from './crypt/verify-crypt.js'
import { equalBytes, equalTexts } from './equal-bytes.js'
import { prepareInput } from './prepare-input.js'
import { verifyArgon2 } from './verify-argon2.js'
import { verifyBcrypt } from './verify-bcrypt.js'
import { verifyDigestRecipe, verifyJoinedDigest } from './verify-digest-recipe.js'
import { verifyPbkdf2 } from './verify-pbkdf2.js'
import { verifyScram } from './verify-scram.js'
import { verifyScryptKdf } from './verify-scrypt-kdf.js'
import { verifyFirebaseScrypt, verifyScrypt } from './verify-scrypt.js'

/** Whether the password makes the stored value by its recipe. The recipe is one that `judgeRecipe` lets through. */
export const runRecipe = async (recipe: HashRecipe, password: string): Promise<boolean> => {
  const isRight = await runAsTyped(recipe, password)
  const trimmed = recipe.trims === true ? trimBlanks(password) : password
  // Whoever imported the hash into such a system may not have trimmed it.
  return trimmed === password ? isRight : (await runAsTyped(recipe, trimmed)) || isRight
}

/** As PHP's trim() sees them: not the blanks of other scripts. */
const trimBlanks = (text: string): string => {
  let [start, end] = [0, text.length]
  while (start < end && blanks.has(text.charAt(start))) start += 1
  while (end > start && blanks.has(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

const blanks: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r', '\0', '\v'])

const runAsTyped = async (recipe: HashRecipe, password: string): Promise<boolean> => {
  if (recipe.kind === 'lm') return equalBytes(await hashLm(password), recipe.expected)
  if (recipe.kind === 'any') return runAny(recipe.recipes, password)
  return compare(recipe, await prepareInput(password, recipe.input ?? []))
}

/** Each of them every time: which one it was shows in no time. */
const runAny = async (recipes: readonly HashRecipe[], password: string): Promise<boolean> => {
  let isRight = false
  for (const recipe of recipes) if (await runRecipe(recipe, password)) isRight = true
  return isRight
}

const compare = async (
  recipe: Exclude<HashRecipe, { kind: 'lm' | 'any' }>,
  input: Buffer,
): Promise<boolean> => {
  switch (recipe.kind) {
    case 'equal':
      return equalBytes(input, recipe.expected)
    case 'digest':
      return verifyDigestRecipe(recipe, input)
    case 'joined-digest':
      return verifyJoinedDigest(recipe, input)
    case 'pbkdf2':
      return verifyPbkdf2(recipe, input)
    case 'scrypt':
      return verifyScrypt(recipe, input)
    case 'firebase-scrypt':
      return verifyFirebaseScrypt(recipe, input)
    case 'scrypt-kdf':
      return verifyScryptKdf(recipe.container, input)
    case 'bcrypt':
      return verifyBcrypt(recipe.text, input)
    case 'argon2':
      return verifyArgon2(recipe, input)
    case 'phpass':
      return comparePhpass(recipe.text, input)
    case 'phpass-parts':
      return equalBytes(await iteratePhpass(recipe, input), recipe.expected)
    case 'crypt':
      return verifyCrypt(recipe.text, input)
    case 'scram':
      return verifyScram(recipe, input)
  }
}

const comparePhpass = async (text: string, input: Buffer): Promise<boolean> => {
  const hash = readPhpass(text)
  if (hash === undefined) return false
  const whole = await hashPhpass(hash, input)
  return equalTexts(whole.slice(0, hash.hash.length), hash.hash)
}
