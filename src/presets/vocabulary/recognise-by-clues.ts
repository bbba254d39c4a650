import type { JsonObject } from '../../source/source-record.js'
import type { Recognition } from '../preset.js'

/** One thing that speaks for a source system. */
export interface Clue {
  /** For people: `user_id looks like auth0|…`. */
  evidence: string
  /** Share of the whole, 0 to 1; the shares of all clues of a preset add up to 1. */
  weight: number
  /** Whether one record shows it. */
  holds(record: JsonObject): boolean
}

/** A clue counts by the share of sampled records that show it, and is named when at least half do. */
export const recogniseByClues = (sample: readonly JsonObject[], clues: readonly Clue[]): Recognition => {
  const recognition: Recognition = { score: 0, evidence: [] }
  if (sample.length === 0) return recognition
  for (const { evidence, weight, holds } of clues) {
    const share = sample.filter(holds).length / sample.length
    recognition.score += weight * share
    if (share >= 0.5) recognition.evidence.push(evidence)
  }
  recognition.score = Math.min(1, recognition.score)
  return recognition
}
