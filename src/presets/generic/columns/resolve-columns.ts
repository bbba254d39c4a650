import { findLogin } from './find-login.js'
import { findPair } from './find-pair.js'
import { foldName } from './fold-name.js'
import { partOrWhole } from './foreign-names.js'
import { findPrefix } from './strip-prefix.js'
import { type ColumnTarget, resolveColumn } from './resolve-column.js'
import { TableEvidence } from './table-evidence.js'

/** What is said about the address beside it, whichever that is. */
const beside: ReadonlyMap<string, string> = new Map([
  ['verified', 'Verified'],
  ['verifiedAt', 'VerifiedAt'],
  ['unverified', 'Unverified'],
  ['verifiedStatus', 'Status'],
])

const phoneFlags: readonly string[] = [...beside.values()].map((saying) => `phone${saying}`)

/**
 * The targets of all columns of a record. Some names only mean something beside others: `verified` beside an address is
 * its flag, `nom` beside `prénom` is the family name, `login` is the address where its values are and no other column has any.
 */
export const resolveColumns = (
  keys: readonly string[],
  columns: { readonly [column: string]: string | null },
  evidence: TableEvidence = new TableEvidence(),
): (ColumnTarget | undefined)[] => {
  const strip = findPrefix(keys)
  const targets = keys.map((column) => {
    const target = resolveColumn(column, columns)
    const bare = target?.isUnknown === true ? strip?.(column) : undefined
    const inside = bare === undefined || bare === '' ? undefined : resolveColumn(bare, {})
    return inside === undefined || inside.isUnknown === true ? target : inside
  })
  const login = findLogin(keys, targets, evidence)
  if (login >= 0) targets[login] = { ...targets[login]!, path: ['primaryEmail'], isLogin: true }
  findPair(keys, targets, (column) => Object.hasOwn(columns, column))
  const names = new Set(keys.map(foldName))
  const hasPath = (...paths: string[]): boolean =>
    targets.some((target) => paths.includes(target?.path[0] ?? ''))
  return targets.map((target, index) => {
    const column = keys[index]!
    if (target === undefined || Object.hasOwn(columns, column)) return target
    const [field] = target.path
    const saying = field === undefined ? undefined : beside.get(field)
    if (saying !== undefined) {
      const hasEmail = hasPath('primaryEmail', 'emails')
      const hasPhone = hasPath('primaryPhone', 'phones')
      // Each record says which of them it has.
      if (hasEmail && hasPhone && !hasPath(...phoneFlags)) return target
      if (hasEmail) return { ...target, path: [`email${saying}`] }
      if (hasPhone) return { ...target, path: [`phone${saying}`] }
      return { path: ['customData', column], rank: 0, isUnknown: true }
    }
    const part = partOrWhole.get(foldName(column))
    if (part === undefined) return target
    if (part.beside.some((name) => names.has(name))) return { path: part.path.split('.'), rank: 0 }
    return part.isName && target.isUnknown === true ? { path: ['name'], rank: 0 } : target
  })
}
