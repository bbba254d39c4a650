import { MigrationError } from '../../../outcome/migration-error.js'
import { claimNames } from '../../profile-claims.js'
import { columnAliases } from './column-aliases.js'
import { findKnownColumn } from './find-known-column.js'
import { foldName } from './fold-name.js'
import { findPasswordColumn } from './password-column.js'

/** Where the values of one column go. */
export interface ColumnTarget {
  /** Path of the user record, one segment per level. */
  path: readonly string[]
  /** Columns with one target stand for each other: the lowest rank that has a value wins. */
  rank: number
  /** Neither the operator nor any known name says what the column is. */
  isUnknown?: boolean
  /** A name to sign in with, which is an address for most. */
  isLogin?: boolean
}

/** Fields under which any path may follow. */
const openFields: readonly string[] = [
  'profile',
  'customData',
  'identities',
  'migratedFrom',
  'passwordParams',
]

/**
 * The target of one column of the input, undefined when the column is left out. The operator's mapping comes
 * first, then known names, then dotted names (`profile.givenName`); everything else goes to customData under
 * its own name.
 */
export const resolveColumn = (
  column: string,
  columns: { readonly [column: string]: string | null },
): ColumnTarget | undefined => {
  if (Object.hasOwn(columns, column)) return resolveMapped(column, columns[column])
  const known = findKnownColumn(column)
  if (known !== undefined) return { path: known.path.split('.'), rank: known.rank }
  const dotted = resolveDotted(column)
  if (dotted !== undefined) return { path: dotted, rank: 0 }
  const password = resolvePassword(column)
  if (password !== undefined) return { path: password, rank: usualRank }
  return { path: ['customData', ...splitPath(column)], rank: 0, isUnknown: true }
}

/** `address.city` nests; a dot at the beginning or end of a name, beside a blank (`Tel. home`), or two in a row, is no path. */
const splitPath = (column: string): string[] => {
  const parts = column.split('.')
  return parts.some((part) => part === '' || part !== part.trim()) ? [column] : parts
}

/** Of names that are understood by their parts: after every name that is listed. */
export const usualRank = 100

const resolvePassword = (column: string): string[] | undefined => {
  const found = findPasswordColumn(column)
  switch (found?.role) {
    case undefined:
      return undefined
    case 'password':
      return ['password']
    case 'hash':
      return ['passwordHash']
    case 'plain':
      return ['plaintextPassword']
    case 'parameter':
      if (found.isWeak) return ['weakParams', found.parameter, column]
      return found.parameter === 'algorithm' ? ['passwordAlgorithm'] : ['passwordParams', found.parameter]
  }
}

const resolveMapped = (column: string, path: string | null | undefined): ColumnTarget | undefined => {
  if (path === null || path === undefined) return undefined
  if (Object.hasOwn(columnAliases, path)) return { path: path.split('.'), rank: -1 }
  const dotted = resolveDotted(path)
  if (dotted !== undefined) return { path: dotted, rank: -1 }
  throw new MigrationError(
    'config',
    'unknown_column_target',
    `columns: expected a path of the user record for ${JSON.stringify(column)}, such as primaryEmail or ` +
      `customData.plan, got ${JSON.stringify(path)}; logto-migrate docs user-record lists them.`,
  )
}

const resolveDotted = (name: string): string[] | undefined => {
  const [first = '', ...rest] = name.split('.')
  const field = openFields.find((open) => foldName(open) === foldName(first))
  if (field === undefined || rest.length === 0 || rest.includes('')) return undefined
  return field === 'profile' ? ['profile', ...rest.map(resolveClaim)] : [field, ...rest]
}

/** `given_name` is Logto's `givenName`; what is no claim keeps its name. */
const resolveClaim = (name: string): string => {
  const folded = foldName(name)
  return claimNames.find((claim) => claim.toLowerCase() === folded) ?? name
}
