import { apiError } from './api-error.js'

/** One finding, in the shape that zod 3 gives and Logto passes on to the client. */
interface Issue {
  code: string
  message: string
  path: (string | number)[]
  [detail: string]: unknown
}

/**
 * Checks a value and returns it cleaned (unknown members of objects dropped). Findings are added to `issues`
 * with a path below the value; what is returned then is not to be used.
 */
export type Guard<T> = (value: unknown, issues: Issue[]) => T

type Shape = Record<string, Guard<unknown>>
type Cleaned<S extends Shape> = { [K in keyof S]: S[K] extends Guard<infer T> ? T : never }

/** Runs a guard over a request body. @throws ApiError 400 `guard.invalid_input` */
export const guardBody = <T>(guard: Guard<T>, body: unknown): T => {
  const issues: Issue[] = []
  const cleaned = guard(body, issues)
  if (issues.length === 0) return cleaned
  throw apiError(
    'guard.invalid_input',
    { type: 'body' },
    { data: { issues, name: 'ZodError' }, details: issues.map(describeIssue).join('\n') },
  )
}

const describeIssue = (issue: Issue): string => {
  const place = `Error in key path "${issue.path.join('.')}": (${issue.code}) `
  return issue.code === 'invalid_type'
    ? `${place}Expected ${String(issue.expected)} but received ${String(issue.received)}.`
    : place + issue.message
}

export const object =
  <S extends Shape>(shape: S): Guard<Cleaned<S>> =>
  (value, issues) => {
    const cleaned: Record<string, unknown> = {}
    if (!isPlainObject(value)) {
      addTypeIssue(issues, 'object', value)
      return cleaned as Cleaned<S>
    }
    for (const key in shape) {
      const found = issues.length
      const member = shape[key]?.(value[key], issues)
      if (issues.length > found) prefixPaths(issues, found, key)
      if (member !== undefined) cleaned[key] = member
    }
    return cleaned as Cleaned<S>
  }

/** Like `object`, but unknown members are refused. */
export const strictObject = <S extends Shape>(shape: S): Guard<Cleaned<S>> => {
  const guard = object(shape)
  return (value, issues) => {
    const cleaned = guard(value, issues)
    const keys = isPlainObject(value) ? Object.keys(value).filter((key) => !Object.hasOwn(shape, key)) : []
    if (keys.length > 0) {
      const message = `Unrecognized key(s) in object: ${keys.map((key) => `'${key}'`).join(', ')}`
      issues.push({ code: 'unrecognized_keys', keys, path: [], message })
    }
    return cleaned
  }
}

/** An object whose members are all of one kind. */
export const record =
  <T>(item: Guard<T>): Guard<Record<string, T>> =>
  (value, issues) => {
    if (!isPlainObject(value)) {
      addTypeIssue(issues, 'object', value)
      return {}
    }
    const entries = Object.entries(value).map(([key, member]): [string, T] => {
      const found = issues.length
      const cleaned = item(member, issues)
      if (issues.length > found) prefixPaths(issues, found, key)
      return [key, cleaned]
    })
    return Object.fromEntries(entries)
  }

/** Any JSON value; what is absent is none. */
export const json: Guard<unknown> = (value, issues) => {
  if (value === undefined) addTypeIssue(issues, 'object', value)
  return value
}

/** Any JSON object, taken as it is. */
export const jsonObject: Guard<Record<string, unknown>> = (value, issues) => {
  if (isPlainObject(value)) return value
  addTypeIssue(issues, 'object', value)
  return {}
}

export const array =
  <T>(item: Guard<T>, minItems = 0): Guard<T[]> =>
  (value, issues) => {
    if (!Array.isArray(value)) {
      addTypeIssue(issues, 'array', value)
      return []
    }
    if (value.length < minItems) {
      addSizeIssue(
        issues,
        'too_small',
        'array',
        minItems,
        `Array must contain at least ${minItems} element(s)`,
      )
    }
    return value.map((element: unknown, index) => {
      const found = issues.length
      const cleaned = item(element, issues)
      if (issues.length > found) prefixPaths(issues, found, index)
      return cleaned
    })
  }

export interface StringRules {
  minLength?: number
  maxLength?: number
  pattern?: RegExp
  isUrl?: boolean
  isEmail?: boolean
}

export const string =
  (rules: StringRules = {}): Guard<string> =>
  (value, issues) => {
    if (typeof value !== 'string') {
      addTypeIssue(issues, 'string', value)
      return ''
    }
    const { minLength, maxLength, pattern } = rules
    if (minLength !== undefined && value.length < minLength) {
      const message = `String must contain at least ${minLength} character(s)`
      addSizeIssue(issues, 'too_small', 'string', minLength, message)
    }
    if (maxLength !== undefined && value.length > maxLength) {
      const message = `String must contain at most ${maxLength} character(s)`
      addSizeIssue(issues, 'too_big', 'string', maxLength, message)
    }
    if (pattern && !pattern.test(value)) addStringIssue(issues, 'regex', 'Invalid')
    if (rules.isUrl && !URL.canParse(value)) addStringIssue(issues, 'url', 'Invalid url')
    if (rules.isEmail && !/^(?=\S+$)\S[^@]*@.+\../.test(value))
      addStringIssue(issues, 'email', 'Invalid email')
    return value
  }

export const number: Guard<number> = (value, issues) => {
  if (typeof value === 'number') return value
  addTypeIssue(issues, 'number', value)
  return 0
}

export const boolean: Guard<boolean> = (value, issues) => {
  if (typeof value === 'boolean') return value
  addTypeIssue(issues, 'boolean', value)
  return false
}

export const oneOf = <T extends string>(options: readonly T[]): Guard<T> => {
  const [first] = options
  if (first === undefined) throw new RangeError('oneOf: expected at least one option, got none')
  const expected = options.map((option) => `'${option}'`).join(' | ')
  return (value, issues) => {
    const known = options.find((option) => option === value)
    if (known !== undefined) return known
    if (typeof value === 'string') {
      const message = `Invalid enum value. Expected ${expected}, received '${value}'`
      issues.push({ received: value, code: 'invalid_enum_value', options, path: [], message })
    } else {
      addTypeIssue(issues, expected, value)
    }
    return first
  }
}

export const optional =
  <T>(guard: Guard<T>): Guard<T | undefined> =>
  (value, issues) =>
    value === undefined ? undefined : guard(value, issues)

export const nullable =
  <T>(guard: Guard<T>): Guard<T | null> =>
  (value, issues) =>
    value === null ? null : guard(value, issues)

/** A string rule that the empty string is exempt from; other types fail both halves of zod's union. */
export const orEmpty =
  (guard: Guard<string>): Guard<string> =>
  (value, issues) => {
    if (value === '') return ''
    if (typeof value === 'string') return guard(value, issues)
    const first: Issue[] = []
    guard(value, first)
    const literal: Issue = {
      code: 'invalid_literal',
      expected: '',
      received: value,
      path: [],
      message: 'Invalid literal value, expected ""',
    }
    const unionErrors = [first, [literal]].map((found) => ({ issues: found, name: 'ZodError' }))
    issues.push({ code: 'invalid_union', unionErrors, path: [], message: 'Invalid input' })
    return ''
  }

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const prefixPaths = (issues: Issue[], from: number, key: string | number): void => {
  for (const issue of issues.slice(from)) issue.path.unshift(key)
}

const addTypeIssue = (issues: Issue[], expected: string, value: unknown): void => {
  const received = typeOf(value)
  const message = received === 'undefined' ? 'Required' : `Expected ${expected}, received ${received}`
  issues.push({ code: 'invalid_type', expected, received, path: [], message })
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

const addStringIssue = (issues: Issue[], validation: string, message: string): void => {
  issues.push({ validation, code: 'invalid_string', message, path: [] })
}

const addSizeIssue = (
  issues: Issue[],
  code: 'too_small' | 'too_big',
  type: 'string' | 'array',
  bound: number,
  message: string,
): void => {
  const limit = code === 'too_small' ? { minimum: bound } : { maximum: bound }
  issues.push({ code, ...limit, type, inclusive: true, exact: false, message, path: [] })
}
