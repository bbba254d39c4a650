import type { CommandContext } from './context.js'
import { guessIdentifiers } from '../presets/generic/guess-identifiers.js'
import { describeGuesses } from '../report/column-text.js'
import type { Pipeline } from './open-pipeline.js'

/** Says which system the input was taken for, why, and which other one fits nearly as well. */
export const tellSource = (
  { preset, evidence, alternative, presetContext }: Pipeline,
  { stderr }: Pick<CommandContext, 'stderr'>,
): void => {
  stderr(`Source: ${preset.title}${evidence.length > 0 ? ` (${evidence.join('; ')})` : ''}\n`)
  const guesses =
    preset.name === 'generic'
      ? guessIdentifiers(presetContext.sample ?? [], presetContext.columns)
      : undefined
  if (guesses !== undefined) stderr(describeGuesses(guesses))
  if (alternative === undefined) return
  const reasons = alternative.evidence.length > 0 ? ` (${alternative.evidence.join('; ')})` : ''
  stderr(
    `It could be ${alternative.preset.title}${reasons} as well: say which with --source ${preset.name} or --source ${alternative.preset.name}\n`,
  )
}
