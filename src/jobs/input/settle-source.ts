import { MigrationError } from '../../outcome/migration-error.js'
import { detectPreset, type PresetCandidate } from '../../presets/detect-preset.js'
import { findLookalike } from '../../presets/find-lookalike.js'
import { generic } from '../../presets/generic/generic.js'
import type { IdentifierGuess } from '../../presets/generic/columns/guess-identifiers.js'
import type { Preset } from '../../presets/preset.js'
import type { JsonObject } from '../../source/source-record.js'

/** Which system the input comes from, and how that is known. */
export interface SettledSource {
  preset: Preset
  /** Why this preset, for people; empty when it was given. */
  evidence: string[]
  /** The system that the content looks like, where the operator has named another one. */
  lookalike: PresetCandidate | undefined
  /** What people may sign in with, where no column says so. */
  guesses?: IdentifierGuess[] | undefined
}

/**
 * What the operator said, else what the content says.
 *
 * @throws MigrationError `source_unclear` when the content fits two systems and nobody has said which
 */
export const settleSource = (
  given: Preset | undefined,
  sample: readonly JsonObject[],
  header: readonly string[],
): SettledSource => {
  if (given !== undefined) {
    return { preset: given, evidence: [], lookalike: findLookalike(given, sample, header) }
  }
  const { best, rival } = detectPreset(sample, header)
  if (rival !== undefined) throw unclear(best, rival)
  return { preset: best.preset, evidence: best.evidence, lookalike: undefined }
}

const unclear = (best: PresetCandidate, rival: PresetCandidate): MigrationError =>
  new MigrationError('usage', 'source_unclear', describeChoice(best, rival))

/** Names both systems, what speaks for each, and the flag that decides. */
export const describeChoice = (best: PresetCandidate, rival: PresetCandidate): string =>
  `the input could be from ${describeCandidate(best)} or from ${describeCandidate(rival)}: ` +
  `say which with --source ${best.preset.name} or --source ${rival.preset.name}, or with source.preset in the config`

/** Names the system that was given and the one that the content looks like, and what decides. */
export const describeLookalike = (preset: Preset, lookalike: PresetCandidate): string =>
  `the input is read as ${preset.title}, but looks like ${describeCandidate(lookalike)}: ` +
  `--source ${lookalike.preset.name} reads it as that`

const describeCandidate = ({ preset, evidence }: PresetCandidate): string => {
  const name = preset === generic ? 'a table of your own' : preset.title
  return evidence.length === 0 ? name : `${name} (${evidence.join('; ')})`
}
