import type { JsonObject } from '../source/source-record.js'
import { generic } from './generic/generic.js'
import type { Preset, Recognition } from './preset.js'
import { presets } from './registry.js'

export interface PresetCandidate extends Recognition {
  preset: Preset
}

/** What the input looks like most, and what it could be as well. */
export interface PresetDetection {
  best: PresetCandidate
  /** The second best, however far behind; undefined when nothing else speaks for any system. */
  runnerUp: PresetCandidate | undefined
  /** The second best where it comes so close that only the operator can decide. */
  rival: PresetCandidate | undefined
  /** All presets, the likeliest first. */
  candidates: readonly PresetCandidate[]
}

/** A preset must be at least this sure; below, the input is read as `generic`. */
const surest = 0.5
/** Less than this, or one common name alone, is too little to ask the operator about a table of their own. */
const leastRival = 0.45
/** Nearer to the best than this, another system cannot be told from it. */
export const closeCall = 0.15
/** What common names are worth at most while another system shows a name of its own. */
const commonScore = 0.6

/**
 * @param sample the first records of the input that could be read
 * @param header names of the columns, which say what the file is where no row could be read
 */
export const detectPreset = (
  sample: readonly JsonObject[],
  header: readonly string[] = [],
): PresetDetection => {
  const candidates = judgeCandidates(sample.length > 0 ? sample : rowOf(header))
  const own = candidates.find(({ preset }) => preset === generic)!
  const [first, second] = candidates.filter(({ preset }) => preset !== generic)
  if (first === undefined) return { best: own, runnerUp: undefined, rival: undefined, candidates }
  if (first.score >= surest) {
    const runnerUp = second !== undefined && second.score > own.score ? second : own
    return { best: first, runnerUp: meaningful(runnerUp), rival: findRival(first, runnerUp), candidates }
  }
  // What is nearly a system is no system; but what speaks for one as loudly as for none is to be decided.
  const isRival = first.score >= Math.max(own.score, leastRival) && first.evidence.length > 1
  return { best: own, runnerUp: meaningful(first), rival: isRival ? first : undefined, candidates }
}

/** All presets, the likeliest first. */
const judgeCandidates = (sample: readonly JsonObject[]): PresetCandidate[] => {
  const candidates = presets.map((preset) => ({ preset, ...preset.recognise(sample) }))
  const hasOwn = candidates.some(({ ownShare = 0 }) => ownShare > 0)
  const hasProduct = candidates.some(
    ({ preset, ownShare = 0 }) => preset.isFramework !== true && ownShare >= 0.5,
  )
  for (const candidate of candidates) {
    const { preset, ownShare = 0 } = candidate
    const isCommon = hasOwn && ownShare === 0
    if (isCommon || (hasProduct && preset.isFramework === true)) {
      candidate.score = Math.min(candidate.score, commonScore)
    }
  }
  return candidates.sort((a, b) => b.score - a.score)
}

const findRival = (best: PresetCandidate, second: PresetCandidate): PresetCandidate | undefined =>
  second.evidence.length > 0 && best.score - second.score < closeCall ? second : undefined

const meaningful = (candidate: PresetCandidate): PresetCandidate | undefined =>
  candidate.score > 0 ? candidate : undefined

const rowOf = (header: readonly string[]): JsonObject[] =>
  header.length === 0 ? [] : [Object.fromEntries(header.map((name) => [name, '']))]
