import type { Preset } from '../presets/preset.js'
import type { JsonObject } from '../source/source-record.js'
import type { Choice, GuidePrompts } from './guide-prompts.js'
import { previewUser } from './preview-user.js'
import { type ColumnMapping, type ColumnView, readColumns } from './read-columns.js'
import { listTargets, suggestTargets } from './suggest-targets.js'

/** What is decided of one column. */
type Decision = { path: string } | 'keep' | 'out' | 'other' | 'own' | 'rest'

export interface MappingParts {
  prompts: GuidePrompts
  preset: Preset
  sample: readonly JsonObject[]
  nowMs: number
  /** What flags say already. */
  columns: ColumnMapping
}

/**
 * Asks of each column that was not understood what it is, and shows after each answer that changes something what
 * becomes of a user.
 *
 * @returns the whole mapping
 */
export const mapColumns = async (parts: MappingParts): Promise<ColumnMapping> => {
  const { prompts, preset, sample, nowMs } = parts
  const mapping: ColumnMapping = { ...parts.columns }
  const open = readColumns(preset, sample, mapping, nowMs).filter(isOpen)
  for (const [index, view] of open.entries()) {
    const decision = await decide(prompts, view, sample, { index, of: open.length })
    if (decision === 'rest') break
    const path =
      decision === 'other'
        ? await pickPath(prompts, view)
        : decision === 'own'
          ? await askOwnPath(prompts, view)
          : decision
    if (path === undefined || path === 'keep') continue
    mapping[view.column] = path === 'out' ? null : typeof path === 'string' ? path : path.path
    showPreview(parts, mapping, `The user, with ${view.column} as ${mapping[view.column] ?? 'left out'}`)
  }
  return mapping
}

/** Columns that were not understood, or that decide nothing. */
export const isOpen = ({ fate, share }: ColumnView): boolean =>
  (fate === 'unknown' || fate === 'undecided') && share > 0

/** What Logto would get, in a frame. */
export const showPreview = (
  { prompts, preset, sample, nowMs }: Omit<MappingParts, 'columns'>,
  mapping: ColumnMapping,
  title: string,
): void => {
  const { lines, valid, rejected, reason } = previewUser(preset, sample, mapping, {
    nowMs,
    width: prompts.width(),
  })
  prompts.show(title, lines)
  if (rejected > 0 && reason !== undefined) {
    prompts.tell(
      'warning',
      `${rejected} of the first ${valid + rejected} records do not go in. Mostly: ${reason}`,
    )
  }
}

const decide = (
  prompts: GuidePrompts,
  view: ColumnView,
  sample: readonly JsonObject[],
  { index, of }: { index: number; of: number },
): Promise<Decision> => {
  const { column, share, becomes, sample: value, why, isSecret } = view
  const example = value === '' ? '' : `, for example ${value.length > 40 ? `${value.slice(0, 39)}…` : value}`
  const suggestions = suggestTargets(column, sample)
  const choices: Choice<Decision>[] = [
    ...suggestions.map(({ path, why: reason }): Choice<Decision> => ({
      value: { path },
      label: path,
      hint: reason,
    })),
    isSecret
      ? { value: 'keep', label: 'Nothing that Logto needs', hint: 'it looks like a secret, and is left out' }
      : {
          value: 'keep',
          label: `Keep it as ${becomes ?? 'it is'}`,
          hint: why ?? 'applications can read it there',
        },
    { value: 'other', label: 'Another field of the user …', hint: 'e-mail, phone, username, roles, …' },
    { value: 'own', label: 'A name of its own in customData …' },
    { value: 'out', label: 'Leave it out', hint: 'Logto never gets it' },
    ...(of - index > 1
      ? [{ value: 'rest', label: `Keep this and the other ${of - index - 1} as they are` } as const]
      : []),
  ]
  return prompts.pick<Decision>({
    message: `${column} (${index + 1} of ${of}; ${Math.round(share * 100)} % filled${example}): what is it?`,
    choices,
    initial: suggestions.length === 0 ? 'keep' : choices[0]!.value,
  })
}

/** A long list, narrowed down by typing. */
const pickPath = async (prompts: GuidePrompts, { column }: ColumnView): Promise<{ path: string }> => {
  const path = await prompts.pick({
    message: `Which field is ${column}?`,
    choices: listTargets().map((target) => ({ value: target.path, label: target.path, hint: target.hint })),
    isSearched: true,
  })
  return { path }
}

const askOwnPath = async (prompts: GuidePrompts, { column }: ColumnView): Promise<{ path: string }> => {
  const name = await prompts.ask({
    message: `Its name in customData?`,
    initial: column.replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^_+|(?<!_)_+$/g, ''),
    validate: (answer) =>
      /^[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*$/u.test(answer)
        ? undefined
        : 'expected letters, digits and dots, such as crm.id',
  })
  return { path: `customData.${name}` }
}
