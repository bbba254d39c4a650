import type { InputNotes } from '../source/input/input-notes.js'
import type { JobContext } from './job-context.js'
import { describeLookalike, type SettledSource } from './input/settle-source.js'

/** Says which system the input was taken for and why, and warns where it looks like another one. */
export const tellSource = (source: SettledSource, context: Pick<JobContext, 'emit'>): void => {
  tellLookalike(source, context)
  const { preset, evidence, guesses } = source
  context.emit({
    type: 'note',
    code: 'source',
    source: preset.name,
    title: preset.title,
    evidence,
    ...(guesses !== undefined && { guesses }),
  })
}

/** Says what was noticed about the form of the input, where there was something. */
export const emitInputNotes = (notes: InputNotes, { emit }: Pick<JobContext, 'emit'>): void => {
  const list = notes.list()
  if (list.length > 0) emit({ type: 'note', code: 'input_form', notes: list })
}

/** Warns where the content looks like another system than the one that was named. */
export const tellLookalike = (
  { preset, lookalike }: Pick<SettledSource, 'preset' | 'lookalike'>,
  { emit }: Pick<JobContext, 'emit'>,
): void => {
  if (lookalike === undefined) return
  emit({
    type: 'note',
    code: 'source_contradicted',
    source: preset.title,
    lookalike: lookalike.preset.name,
    why: describeLookalike(preset, lookalike),
  })
}
