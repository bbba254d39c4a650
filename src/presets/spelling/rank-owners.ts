import { judgeName } from '../../secrets/judge-name.js'
import type { JsonObject } from '../../source/source-record.js'
import { findKnownColumn } from '../generic/columns/find-known-column.js'
import type { Preset } from '../preset.js'
import { foldSpelling } from './fold-spelling.js'
import { traceNames } from './trace-names.js'

/** A system and those fields of an input whose names only its preset knows of. */
export interface NameOwner {
  preset: Preset
  names: readonly string[]
}

/** So much is no chance; tables get names from a framework in any case. */
const leastWeight = 2
const leastWeightOfFramework = 3
/** A word by itself (`title`, `owner`) says less than a name of several. */
const wordWeight = 0.5

/**
 * Systems that have names in the records, in any spelling, which neither another preset nor the usual names of tables
 * have; the one with most of them first.
 */
export const rankOwners = (presets: readonly Preset[], sample: readonly JsonObject[]): NameOwner[] => {
  const owners = listOwners(presets)
  const found = new Map<Preset, string[]>()
  for (const name of new Set(sample.flatMap((record) => Object.keys(record)))) {
    const [preset, another] = owners.get(foldSpelling(name)) ?? []
    if (preset === undefined || another !== undefined || isUsual(name)) continue
    found.set(preset, [...(found.get(preset) ?? []), name])
  }
  return [...found]
    .filter(([preset, names]) => isEnough(preset, names))
    .map(([preset, names]) => ({ preset, names }))
    .sort((a, b) => b.names.length - a.names.length)
}

const isEnough = ({ isFramework = false }: Preset, names: readonly string[]): boolean => {
  const weight = names.reduce((sum, name) => sum + (isCompound(name) ? 1 : wordWeight), 0)
  return weight >= (isFramework ? leastWeightOfFramework : leastWeight)
}

const known = new WeakMap<readonly Preset[], ReadonlyMap<string, readonly Preset[]>>()

/** Which presets know of a name. */
const listOwners = (presets: readonly Preset[]): ReadonlyMap<string, readonly Preset[]> => {
  const listed = known.get(presets)
  if (listed !== undefined) return listed
  const owners = new Map<string, Preset[]>()
  for (const preset of presets) {
    for (const name of new Set([...traceNames(preset)].map(foldSpelling))) {
      owners.set(name, [...(owners.get(name) ?? []), preset])
    }
  }
  known.set(presets, owners)
  return owners
}

/** What tables of any origin have: the usual columns, and tokens of sign-up and reset. */
const isUsual = (name: string): boolean =>
  // A path is made of names that others have as well: `name.givenName`.
  name.includes('.') ||
  findKnownColumn(name) !== undefined ||
  /^(?:secret|likely)$/.test(judgeName(name).verdict)

const isCompound = (name: string): boolean => /[_\-\s.]|\p{Ll}\p{Lu}/u.test(name)
