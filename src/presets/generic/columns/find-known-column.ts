import { columnAliases } from './column-aliases.js'
import { foldName } from './fold-name.js'
import { foreignNames } from './foreign-names.js'
import { furtherNames } from './further-names.js'
import { isFactorName } from './read-factor-name.js'
import { listReadings } from './list-readings.js'
import { readStateName } from './read-state-name.js'
import { readVerifiedName } from './read-verified-name.js'

/** What a column name means, and how good a name it is: 0 is the best. */
export interface KnownColumn {
  path: string
  rank: number
}

const knownColumns = new Map<string, KnownColumn>()

/** The first that knows a name keeps it: a word of another language never changes what an English one means. */
const vocabularies = [
  { names: columnAliases, firstRank: 1 },
  { names: furtherNames, firstRank: 100 },
  { names: foreignNames, firstRank: 200 },
]

for (const { names, firstRank } of vocabularies) {
  for (const [path, list] of Object.entries(names)) {
    for (const [index, name] of list.entries()) {
      const folded = foldName(name)
      if (!knownColumns.has(folded)) knownColumns.set(folded, { path, rank: firstRank + index })
    }
  }
}

const readFactor = (name: string): KnownColumn | undefined =>
  isFactorName(name) ? { path: 'factors', rank: 150 } : undefined

/** Undefined for a name that means nothing here. */
export const findKnownColumn = (column: string): KnownColumn | undefined => {
  if (Object.hasOwn(columnAliases, column)) return { path: column, rank: 0 }
  for (const name of listReadings(column)) {
    const known = knownColumns.get(name) ?? readStateName(name) ?? readVerifiedName(name) ?? readFactor(name)
    if (known !== undefined) return known
  }
  return undefined
}

/** Every name that is understood, folded, with its path: for guesses at names that nearly are one. */
export const listKnownNames = (): Iterable<readonly [string, KnownColumn]> => knownColumns
