import type { JsonObject } from '../source/source-record.js'
import { closeCall, detectPreset, type PresetCandidate } from './detect-preset.js'
import type { Preset } from './preset.js'

/**
 * The other system that the content is from, by a name of its own, where the operator has said which preset reads
 * it; undefined when the content fits what was said, or nothing else fits better.
 *
 * @param header names of the columns, for an input without a readable record
 */
export const findLookalike = (
  given: Preset,
  sample: readonly JsonObject[],
  header: readonly string[] = [],
): PresetCandidate | undefined => {
  const { best, candidates } = detectPreset(sample, header)
  if (best.preset.name === given.name || (best.ownShare ?? 0) === 0) return undefined
  const ours = candidates.find(({ preset }) => preset.name === given.name)
  const score = ours?.score ?? given.recognise(sample).score
  return best.score - score >= closeCall ? best : undefined
}
