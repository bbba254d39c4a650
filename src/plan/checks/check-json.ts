import type { ProblemCode } from '../../outcome/problem-codes.js'
import type { JsonObject } from '../../source/source-record.js'
import { findTextFault, textFaults } from './check-text.js'
import { describeType } from './describe-type.js'
import type { Findings } from '../findings.js'

const deepest = 100

/** Bytes of one UTF-16 unit in JSON at the most: a control character as `\u001f`. */
const bytesPerUnit = 6

/**
 * Reports what Logto cannot take anywhere inside a free-form object, and adds an upper bound of its size to
 * the findings. `map()` in the config may put anything here, so the value is not trusted to be JSON.
 */
export const checkJsonObject = (value: unknown, field: string, findings: Findings): value is JsonObject => {
  if (!isPlainObject(value)) {
    findings.addProblem('wrong_type', field, `${field}: expected an object, got ${describeType(value)}.`)
    return false
  }
  const fault = findFault(value, findings, 0)
  if (fault === undefined) return true
  const path = `${field}${fault.path}`
  findings.addProblem(fault.code, path, `${path}: ${fault.message}`)
  return false
}

/** Found at the innermost level; each level in front of it puts its step before the path. */
interface Fault {
  code: ProblemCode
  path: string
  message: string
}

const findFault = (value: unknown, findings: Findings, depth: number): Fault | undefined => {
  if (typeof value === 'string') {
    findings.bodyBytes += value.length * bytesPerUnit + 3
    const code = findTextFault(value)
    return code === undefined ? undefined : { code, path: '', message: textFaults[code] }
  }
  findings.bodyBytes += 26
  if (value === null || value === undefined || typeof value === 'boolean') return undefined
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : notJson('a number that is not finite')
  if (typeof value !== 'object') return notJson(describeType(value))
  if (depth >= deepest) {
    return {
      code: 'nested_too_deep',
      path: '',
      message: `expected at most ${deepest} levels of objects and arrays; flatten the value.`,
    }
  }
  if (Array.isArray(value)) return findArrayFault(value, findings, depth)
  if (value instanceof Date) return Number.isNaN(value.valueOf()) ? notJson('an invalid Date') : undefined
  return isPlainObject(value) ? findObjectFault(value, findings, depth) : undefined
}

const notJson = (found: string): Fault => ({
  code: 'wrong_type',
  path: '',
  message: `expected a value that JSON can hold, got ${found}.`,
})

const findArrayFault = (values: unknown[], findings: Findings, depth: number): Fault | undefined => {
  for (let index = 0; index < values.length; index++) {
    const fault = findFault(values[index], findings, depth + 1)
    if (fault !== undefined) return { ...fault, path: `[${index}]${fault.path}` }
  }
  return undefined
}

const findObjectFault = (
  value: { [key: string]: unknown },
  findings: Findings,
  depth: number,
): Fault | undefined => {
  for (const key in value) {
    const fault = findKeyFault(key) ?? findFault(value[key], findings, depth + 1)
    if (fault !== undefined) return { ...fault, path: `.${key.replaceAll('\0', '\\0')}${fault.path}` }
    findings.bodyBytes += key.length * bytesPerUnit + 4
  }
  return undefined
}

const isPlainObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const findKeyFault = (key: string): Fault | undefined => {
  if (key === '__proto__') {
    return {
      code: 'proto_key',
      path: '',
      message: 'Logto refuses the key __proto__; rename it in the source.',
    }
  }
  const code = findTextFault(key)
  return code === undefined ? undefined : { code, path: '', message: `the key: ${textFaults[code]}` }
}
