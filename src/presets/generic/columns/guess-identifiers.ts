import type { JsonObject } from '../../../source/source-record.js'
import { listKnownNames } from './find-known-column.js'
import { foldName } from './fold-name.js'
import { hasNestedIdentifier } from './person-objects.js'
import { resolveColumns } from './resolve-columns.js'
import { TableEvidence } from './table-evidence.js'

/** A column that may hold what people sign in with, although its name does not say so. */
export interface IdentifierGuess {
  column: string
  path: 'primaryEmail' | 'primaryPhone' | 'username'
  why: string
}

const identifiers: ReadonlySet<string> = new Set([
  'primaryEmail',
  'primaryPhone',
  'username',
  'emails',
  'phones',
  'identities',
])

/**
 * The nearest guesses when no column of an input is an e-mail address, phone number, username or social identity;
 * undefined when one is. Names that are a letter or two away, and columns whose values look like it.
 */
export const guessIdentifiers = (
  sample: readonly JsonObject[],
  columns: { readonly [column: string]: string | null },
): IdentifierGuess[] | undefined => {
  if (sample.length === 0) return undefined
  const keys = [...new Set(sample.flatMap((record) => Object.keys(record)))].slice(0, mostColumns)
  if (resolveColumns(keys, columns).some((target) => identifiers.has(target?.path[0] ?? ''))) return undefined
  if (sample.some(hasNestedIdentifier)) return undefined
  const evidence = new TableEvidence(sample)
  return keys.flatMap((column) => guessByValues(column, evidence) ?? guessByName(column) ?? [])
}

const mostColumns = 500

const shapes = [
  { path: 'primaryEmail', pattern: /^(?=\S+$)\S[^@]*@.+\../, what: 'e-mail addresses' },
  { path: 'primaryPhone', pattern: /^(?:\+|00)[\d ().-]{7,20}$/, what: 'phone numbers' },
] as const

const guessByValues = (column: string, evidence: TableEvidence): IdentifierGuess | undefined => {
  const values = [...evidence.valuesOf(column).keys()]
  if (values.length === 0) return undefined
  for (const { path, pattern, what } of shapes) {
    const share = values.filter((value) => value.length <= 320 && pattern.test(value)).length / values.length
    if (share >= 0.5)
      return { column, path, why: `${Math.round(share * 100)} % of its values look like ${what}` }
  }
  return undefined
}

const guessByName = (column: string): IdentifierGuess | undefined => {
  const name = foldName(column)
  if (name.length < 4 || name.length > 40) return undefined
  let best: { path: IdentifierGuess['path']; known: string; distance: number } | undefined
  for (const [known, { path }] of listKnownNames()) {
    if (path !== 'primaryEmail' && path !== 'primaryPhone' && path !== 'username') continue
    const distance = countEdits(name, known, known.length < 6 ? 1 : 2)
    if (distance !== undefined && distance < (best?.distance ?? 3)) best = { path, known, distance }
  }
  return best === undefined
    ? undefined
    : { column, path: best.path, why: `its name is nearly "${best.known}"` }
}

/** Letters to insert, delete, replace or swap; undefined when more than `most`. */
const countEdits = (a: string, b: string, most: number): number | undefined => {
  if (Math.abs(a.length - b.length) > most) return undefined
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, beforeLast[j - 2]! + 1)
      }
      row.push(edits)
    }
    beforeLast = last
    last = row
  }
  const edits = last[b.length]!
  return edits <= most ? edits : undefined
}
