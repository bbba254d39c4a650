import type { Findings } from '../findings.js'
import type { PlanRules } from '../plan-rules.js'

/** What Logto takes as an id where it takes one: other characters would break the paths that ids stand in. */
export const keptIdPattern = /^[\w.@:+=|-]{1,128}$/

/**
 * The id that the user is to have in Logto. Whoever keeps ids has databases that are keyed by them: a record whose id
 * cannot be kept is rejected, not given another.
 */
export const planKeptId = (
  id: string | undefined,
  { keepIds }: PlanRules,
  findings: Findings,
): string | undefined => {
  if (!keepIds) return undefined
  if (id === undefined) {
    findings.addProblem(
      'id_missing',
      'id',
      `id: expected the id that keepIds is to keep, got none; ${remedy}`,
    )
    return undefined
  }
  if (keptIdPattern.test(id)) return id
  const got =
    id.length > longest
      ? `${id.length} characters`
      : `"${[...id].find((character) => !keptIdPattern.test(character)) ?? ''}" in it`
  findings.addProblem(
    'id_not_keepable',
    'id',
    `id: expected 1 to ${longest} letters, digits or _ - . @ : + = |, as keepIds needs them, got ${got}; ${remedy}`,
  )
  return undefined
}

const longest = 128

const remedy = 'map another one to id, or leave keepIds out of the config.'
