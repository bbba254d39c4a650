import { foldName } from './fold-name.js'

/** `public.users.email`, `user.email`: exports of a join name the table in front. */
const tableInFront = /^(?:(?:public|dbo)\.)?(?:users?|accounts?|members?|customers?|people|person|u)\./i

/**
 * The names that one header may stand for, folded, best first: as it is; without its notes in brackets
 * (`Block sign in (Yes/No) [accountEnabled] Required`); without the table in front; and what stands in the brackets
 * alone, but only where the words around it are not about blocking: they are what the cells answer.
 */
export const listReadings = (column: string): string[] => {
  const readings = [foldName(column)]
  const bare = column
    .replace(/\[[^[\]]*\]|\([^()]*\)/g, ' ')
    .replace(/\s(?:required|optional|pflichtfeld)\s*$/i, '')
  if (bare !== column) {
    readings.push(foldName(bare))
    const inner = /\[([^[\]]+)\]/.exec(column)?.[1]
    if (inner !== undefined && !/block|disable|deny|lock|sperr|bloqu/i.test(bare))
      readings.push(foldName(inner))
  }
  const inside = bare.replace(tableInFront, '')
  if (inside !== bare) readings.push(foldName(inside))
  return readings.filter((name) => name !== '')
}
