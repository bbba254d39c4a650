import type { CommandContext } from './context.js'
import type { Pipeline } from './open-pipeline.js'

/** Says which system the input was taken for, why, and which other one fits nearly as well. */
export const tellSource = (
  { preset, evidence, alternative }: Pipeline,
  { stderr }: Pick<CommandContext, 'stderr'>,
): void => {
  stderr(`Source: ${preset.title}${evidence.length > 0 ? ` (${evidence.join('; ')})` : ''}\n`)
  if (alternative === undefined) return
  const reasons = alternative.evidence.length > 0 ? ` (${alternative.evidence.join('; ')})` : ''
  stderr(
    `It could be ${alternative.preset.title}${reasons} as well: say which with --source ${preset.name} or --source ${alternative.preset.name}\n`,
  )
}
