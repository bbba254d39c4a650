import { textOfNumber } from '../../presets/vocabulary/cells/read-text.js'
import { checkText } from './check-text.js'
import { describeType } from './describe-type.js'
import type { Findings } from '../findings.js'

/**
 * The text of a single-valued field, without surrounding blanks. Undefined when it is missing, null or
 * blank, and when it is no text, which is a problem. Numbers become text: ids often are numbers in JSON.
 */
export const readField = (value: unknown, field: string, findings: Findings): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return textOfNumber(value)
  if (typeof value !== 'string') {
    findings.addProblem('wrong_type', field, `${field}: expected text, got ${describeType(value)}.`)
    return undefined
  }
  const text = value.trim()
  return text !== '' && checkText(text, field, findings) ? text : undefined
}

/** True only for `true`. Anything but a boolean is a problem: a text `"false"` must not pass for a yes. */
export const readFlag = (value: unknown, field: string, findings: Findings): boolean | undefined => {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? undefined
  findings.addProblem('wrong_type', field, `${field}: expected true or false, got ${describeType(value)}.`)
  return undefined
}
