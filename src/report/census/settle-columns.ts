import type { FieldUseReport } from '../../presets/field-use.js'
import { judgeName } from '../../secrets/judge-name.js'
import type { CustomDataField } from './custom-data-census.js'

/** What went to customData and what did not, counted. */
export interface CountedData {
  customData: readonly CustomDataField[]
  /** How often something was kept out as a secret, by name. */
  keptOut: Readonly<Record<string, number>>
  /** Records whose custom data was counted. */
  valid: number
  records: number
}

const inCustomData = 'customData.'

/** From so many places on, some are not counted. */
const mostPlaces = 200

/**
 * The columns with what became of them in the end: one that would have gone to customData, and of which nothing is
 * there, was kept out as a secret, whatever it is called and however deep the secret stood in it.
 */
export const settleColumns = (columns: readonly FieldUseReport[], counted: CountedData): FieldUseReport[] => {
  if (Object.keys(counted.keptOut).length === 0) return [...columns]
  const ends = new Set(counted.customData.map(({ path }) => path))
  const places = new Set(counted.customData.flatMap(({ path }) => listPrefixes(path)))
  const isThere = (path: string): boolean =>
    places.has(path) || listPrefixes(path).some((prefix) => ends.has(prefix))
  return columns.map((use) =>
    mayBeOut(use) && !isThere(use.goesTo.slice(inCustomData.length)) && isKeptOut(use, counted)
      ? { ...use, fate: 'secret' as const, goesTo: '' }
      : use,
  )
}

const mayBeOut = ({ fate, goesTo, filled }: FieldUseReport): boolean =>
  (fate === 'unknown' || fate === 'undecided') && filled > 0 && goesTo.startsWith(inCustomData)

/** What fills a record that goes in was taken out; where all of them are rejected, only the name can tell. */
const isKeptOut = (
  { column, filled }: FieldUseReport,
  { customData, keptOut, valid, records }: CountedData,
): boolean =>
  (filled > records - valid && customData.length < mostPlaces) ||
  judgeName(column).verdict === 'secret' ||
  (keptOut[column] ?? 0) >= filled

/** `a.b.c`, `a.b` and `a` */
const listPrefixes = (path: string): string[] => {
  const prefixes = [path]
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    prefixes.push(path.slice(0, dot))
  }
  return prefixes
}
