import { MigrationError } from '../../outcome/migration-error.js'
import type { ApiRequest } from './api-call.js'
import { routeOf } from './route-of.js'

/** For calls whose answer says nothing beyond its status. */
export const readNothing = (): undefined => undefined

/**
 * Reader of an object that has the given fields, each of them a string. More is not checked: the types follow
 * Logto's published ones, and fields may be missing in an older Logto.
 */
export const readObject =
  <Value extends object>(...textFields: (keyof Value & string)[]) =>
  (body: unknown, request: ApiRequest): Value => {
    if (!isObjectWith<Value>(body, textFields)) {
      throw unexpectedAnswer(request, `an object with ${textFields.join(', ') || 'any fields'}`, body)
    }
    return body
  }

/** Reader of an array of such objects. */
export const readList =
  <Value extends object>(...textFields: (keyof Value & string)[]) =>
  (body: unknown, request: ApiRequest): Value[] => {
    if (!Array.isArray(body)) {
      throw unexpectedAnswer(request, 'an array', body)
    }
    for (const item of body) {
      if (!isObjectWith<Value>(item, textFields)) {
        throw unexpectedAnswer(request, `an array of objects with ${textFields.join(', ')}`, item)
      }
    }
    return body
  }

/** Says what kind of thing came, never what it holds. */
export const unexpectedAnswer = (request: ApiRequest, expected: string, got: unknown): MigrationError =>
  new MigrationError(
    'target',
    'unexpected_answer',
    `${routeOf(request)}: expected ${expected}, got ${kindOf(got)}; check that LOGTO_ENDPOINT is Logto 1.38 or newer`,
  )

const isObjectWith = <Value extends object>(
  value: unknown,
  textFields: (keyof Value & string)[],
): value is Value =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  textFields.every((field) => typeof Reflect.get(value, field) === 'string')

const kindOf = (value: unknown): string => {
  if (value === undefined) {
    return 'nothing'
  }
  if (Array.isArray(value)) {
    return 'an array'
  }
  if (value === null) {
    return 'null'
  }
  return typeof value === 'string' ? `text of ${value.length} characters` : `another ${typeof value}`
}
