import { z } from 'zod'
import type { Preset } from '../presets/preset.js'
import { isPresetName } from './preset-name.js'

const presetFault = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return `expected a preset object, got ${typeof value}`
  const preset: Partial<Record<keyof Preset, unknown>> = value
  if (typeof preset.name !== 'string' || !isPresetName(preset.name)) {
    return 'name: expected lower-case letters, digits and dashes'
  }
  if (typeof preset.title !== 'string' || preset.title === '') return 'title: expected a text'
  if (typeof preset.recognise !== 'function') return 'recognise: expected a function of a sample of records'
  if (typeof preset.toUser !== 'function') return 'toUser: expected a function of a record and a context'
  return undefined
}

/** Checks what somebody exports as a preset. Whether it does its work is for the conformance suite to say. */
export const presetSchema = z.custom<Preset>().superRefine((value, context) => {
  const fault = presetFault(value)
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
})
