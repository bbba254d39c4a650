import type { CommandContext } from '../context.js'
import { describeGuesses } from '../../report/census/column-text.js'
import { describeLookalike, type SettledSource } from '../input/settle-source.js'

type Talk = Pick<CommandContext, 'stderr'>

/** Says which system the input was taken for and why, and warns where it looks like another one. */
export const tellSource = (source: SettledSource, context: Talk): void => {
  tellLookalike(source, context)
  const { preset, evidence, guesses } = source
  context.stderr(`Source: ${preset.title}${evidence.length > 0 ? ` (${evidence.join('; ')})` : ''}\n`)
  if (guesses !== undefined) context.stderr(describeGuesses(guesses))
}

/** Warns where the content looks like another system than the one that was named. */
export const tellLookalike = (
  { preset, lookalike }: Pick<SettledSource, 'preset' | 'lookalike'>,
  { stderr }: Talk,
): void => {
  if (lookalike !== undefined) stderr(`Warning: ${describeLookalike(preset, lookalike)}\n`)
}
