import { hasInvalidMark, showInvalidMarks } from '../encoding/mark-invalid-bytes.js'
import { isTooDeep, maxJsonDepth } from './values/json-depth.js'
import { locateJsonError } from './values/locate-json-error.js'
import type { Problem } from '../../outcome/problem.js'
import type { JsonObject, JsonValue } from '../source-record.js'

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Nested deeper than `maxJsonDepth`. */
export const tooDeep: Problem = {
  code: 'json_too_deep',
  message: `Expected at most ${maxJsonDepth} levels of objects and lists inside a record, got more. Flatten the record in the source.`,
}

/**
 * Why a text is not the JSON it should be.
 *
 * @param line physical line on which it begins
 * @param indent characters before it on that line
 */
export const jsonSyntaxProblem = (text: string, line: number, indent = 0): Problem => {
  if (hasInvalidMark(text)) return encodingProblem(undefined)
  if (isTooDeep(text)) return tooDeep
  const { offset, reason } = locateJsonError(text)
  const before = text.slice(0, offset)
  const lineCount = before.split('\n').length - 1
  const column = offset - (before.lastIndexOf('\n') + 1) + 1 + (lineCount === 0 ? indent : 0)
  const message = `Not valid JSON at line ${line + lineCount}, column ${column}: ${reason}. Mend the record in the source.`
  return { code: 'json_syntax', message }
}

/** The problem of a parsed record that holds bytes invalid in the encoding of the file, if it does. */
export const jsonEncodingProblem = (text: string, record: JsonValue): Problem | undefined =>
  hasInvalidMark(text) ? encodingProblem(fieldWithMark(record, '')) : undefined

export const encodingProblem = (field: string | undefined): Problem => {
  const place = field === undefined ? 'The record' : `Field ${field}`
  const message = `${place} holds bytes that are not valid in the encoding of the file (\\x.. in the original). Convert the file to UTF-8 and mend it.`
  return field === undefined
    ? { code: 'invalid_encoding', message }
    : { code: 'invalid_encoding', field, message }
}

const fieldWithMark = (value: JsonValue, path: string): string | undefined => {
  if (typeof value === 'string') return hasInvalidMark(value) ? path : undefined
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = fieldWithMark(item, `${path}[${index}]`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (!isJsonObject(value)) return undefined
  for (const [key, item] of Object.entries(value)) {
    const inner = path === '' ? showInvalidMarks(key) : `${path}.${showInvalidMarks(key)}`
    const found = hasInvalidMark(key) ? inner : fieldWithMark(item, inner)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a value is, in words. */
export const kindOf = (value: JsonValue): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
