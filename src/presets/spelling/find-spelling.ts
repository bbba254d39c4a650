import type { JsonObject } from '../../source/source-record.js'
import type { Preset } from '../preset.js'
import { foldSpelling } from './fold-spelling.js'
import { createEmptyContext, traceNames } from './trace-names.js'
import { viewAnySpelling } from './view-any-spelling.js'

/** Names of an input and those that the preset reads, by the path of the object that they are in. */
export type Spelling = ReadonlyMap<string, ReadonlyMap<string, string>>

/** What other spellings add must be more than one name by chance. */
const muchSurer = 0.1

/**
 * What has to be renamed for a preset to read the records, learned from what it asks them for; undefined when they spell
 * its own names as it does, or show none of them in any spelling.
 */
export const findSpelling = (preset: Preset, sample: readonly JsonObject[]): Spelling | undefined => {
  const asItIs = preset.recognise(sample)
  const inAnySpelling = preset.recognise(sample.map((record) => viewAnySpelling(record)))
  if ((inAnySpelling.ownShare ?? 0) === 0) return undefined
  // One mark in the preset's own spelling does not mean that the other names are.
  if ((asItIs.ownShare ?? 0) > 0 && inAnySpelling.score - asItIs.score < muchSurer) return undefined
  const spelling = new Map<string, Map<string, string>>()
  const learn = (path: string, name: string, asked: string): void => {
    let names = spelling.get(path)
    if (names === undefined) {
      names = new Map()
      spelling.set(path, names)
    }
    if (!names.has(name) && ![...names.values()].includes(asked)) names.set(name, asked)
  }
  const context = createEmptyContext()
  for (const record of sample) {
    const view = viewAnySpelling(record, learn)
    preset.recognise([view])
    preset.toUser(view, context)
  }
  learnKnownNames(preset, sample, learn)
  return spelling.size === 0 ? undefined : spelling
}

/** Names that are only asked for in cases that the sample does not have. */
const learnKnownNames = (
  preset: Preset,
  sample: readonly JsonObject[],
  learn: (path: string, name: string, asked: string) => void,
): void => {
  const known = new Map<string, string>()
  const names = traceNames(preset)
  for (const name of names) if (!known.has(foldSpelling(name))) known.set(foldSpelling(name), name)
  for (const record of sample) {
    for (const name of Object.keys(record)) {
      const asked = known.get(foldSpelling(name))
      if (asked !== undefined && !names.has(name) && !Object.hasOwn(record, asked)) learn('', name, asked)
    }
  }
}

/** A few of the names in their place, for people: `USER_LOGIN for user_login`. */
export const describeSpelling = (spelling: Spelling): string => {
  const pairs = [...spelling.values()].flatMap((names) => [...names])
  const shown = pairs.slice(0, 3).map(([name, asked]) => `${name} for ${asked}`)
  return pairs.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ')
}
