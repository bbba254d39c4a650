import type { HashRecipe } from '../../../password/recipe/hash-recipe.js'

/** Hashes over a short text: about a millisecond. */
const cheapRounds = 300

/** Readings of one text that are tried each time. */
const cheapReadings = 8

/** Whether a password is compared in about a millisecond, so that nobody notices who waits behind it. */
export const isCheapRecipe = (recipe: HashRecipe): boolean => {
  switch (recipe.kind) {
    case 'equal':
    case 'lm':
      return true
    case 'digest':
      return (recipe.rounds ?? 1) <= cheapRounds
    case 'joined-digest':
      return recipe.rounds <= cheapRounds
    case 'any':
      return recipe.recipes.length <= cheapReadings && recipe.recipes.every(isCheapRecipe)
    case 'pbkdf2':
    case 'scram':
    case 'scrypt':
    case 'firebase-scrypt':
    case 'scrypt-kdf':
    case 'bcrypt':
    case 'argon2':
    case 'phpass':
    case 'phpass-parts':
    case 'crypt':
      return false
  }
}
