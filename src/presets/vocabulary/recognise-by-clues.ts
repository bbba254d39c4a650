import type { JsonObject } from '../../source/source-record.js'
import type { Recognition } from '../preset.js'

/** One thing that speaks for a source system. */
export interface Clue {
  /** For people: `user_id looks like auth0|…`. */
  evidence: string
  /** Share of the whole, 0 to 1; the shares of all clues of a preset add up to 1. */
  weight: number
  /**
   * Only this system has it: a name, a pair of names, or a form of a value that is found nowhere else. One record
   * that shows it is enough, for such fields are often optional, and no number of common names outweighs it.
   */
  isOwn?: boolean
  /** Whether one record shows it. A header by itself comes as a record whose cells are all empty. */
  holds(record: JsonObject): boolean
}

/** The least that a preset scores whose own mark was seen; common names alone never come up to it. */
const ownScore = 0.7
/** The most that common names are worth where a preset says which names are its own, and none of them is there. */
const commonScore = 0.49

/**
 * A clue counts by the share of sampled records that show it, and is named when at least half do. An own one is
 * named wherever it was seen, and lifts the score to at least 0.7; a preset that has own ones stays below 0.5
 * without them.
 */
export const recogniseByClues = (sample: readonly JsonObject[], clues: readonly Clue[]): Recognition => {
  const recognition: Recognition = { score: 0, evidence: [] }
  if (sample.length === 0) return recognition
  let score = 0
  let ownShare = 0
  for (const { evidence, weight, isOwn = false, holds } of clues) {
    const count = sample.filter(holds).length
    const share = count / sample.length
    score += weight * share
    if (isOwn) ownShare = Math.max(ownShare, share)
    if (share >= 0.5) recognition.evidence.push(evidence)
    else if (isOwn && count > 0) {
      recognition.evidence.push(`${evidence}, in ${count} of ${sample.length} records`)
    }
  }
  if (ownShare > 0) recognition.ownShare = ownShare
  recognition.score = settleScore(Math.min(1, score), ownShare, clues)
  return recognition
}

const settleScore = (score: number, ownShare: number, clues: readonly Clue[]): number => {
  if (ownShare > 0) return ownScore + (1 - ownScore) * score
  return clues.some(({ isOwn }) => isOwn === true) ? Math.min(score, commonScore) : score
}

/** The same for a system whose exports have several forms, with clues for each: the one that fits best decides. */
export const recogniseForms = (
  sample: readonly JsonObject[],
  forms: readonly (readonly Clue[])[],
): Recognition => {
  let best: Recognition = { score: 0, evidence: [] }
  for (const clues of forms) {
    const recognition = recogniseByClues(sample, clues)
    if (recognition.score > best.score) best = recognition
  }
  return best
}
