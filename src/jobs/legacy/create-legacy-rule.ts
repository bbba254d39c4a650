import { findRecipe } from '../../legacy-passwords/verify/find-recipe.js'
import type { PlanRules } from '../../plan/plan-rules.js'

/** Whether a password works at the first sign-in: by its hash, when it can be verified here, else by the old system. */
export const createLegacyRule =
  ({
    isKept,
    hasUpstream,
  }: {
    isKept: boolean
    hasUpstream: boolean
  }): NonNullable<PlanRules['keepLegacy']> =>
  (stored) => {
    if (isKept && stored !== undefined && 'recipe' in findRecipe(stored.source, stored.hash, stored.params)) {
      return 'store'
    }
    return hasUpstream ? 'upstream' : undefined
  }
