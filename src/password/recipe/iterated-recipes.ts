import type { DigestPart } from './digest-part.js'
import type { DigestAgain, HashRecipe } from './hash-recipe.js'

const ways: readonly DigestAgain[] = ['bytes', 'hex', 'upper-hex', 'bytes-and-first']

/** A digest computed many times, where nothing says what is hashed again: the bytes, their hex, or with the salt. */
export const iteratedRecipes = (
  algorithm: string,
  parts: DigestPart[],
  expected: Uint8Array,
  rounds: number,
): HashRecipe => ({
  kind: 'any',
  recipes: ways.map((again) => ({ kind: 'digest', algorithm, parts, expected, rounds, again })),
})
