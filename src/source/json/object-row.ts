import { isCertainName } from './json-envelope.js'
import { isJsonObject } from './judge-json.js'
import type { JsonLocation } from './locate-json-array.js'
import { broken, incomplete, scanJson } from './values/scan-json.js'
import type { JsonValue } from '../source-record.js'
import { isPage } from './pages/is-page.js'
import { parseJson } from './values/parse-json.js'
import { parseLooseJson } from './values/parse-loose-json.js'

/** The first of several objects in a row is shorter than this. */
const rowBytes = 256 * 1024

/** Several objects in a row are records, though they hold lists, unless they are pages: told by structure alone. */
export class ObjectRow {
  /** Whether the file is a row of objects; undefined until that is seen. */
  #isRow: boolean | undefined

  /**
   * @param location where the list of records would be if the object that begins the view stood alone
   * @param isFinal nothing more is to come, or enough has been seen
   */
  judge(location: JsonLocation, view: Buffer, isFinal: boolean): JsonLocation {
    if (typeof location !== 'object' || 'ambiguous' in location) return location
    if (this.#isRow === false || isCertainName(location.path[0] ?? '')) return location
    const object = readObject(view)
    if (object === 'incomplete') {
      if (!isFinal && (this.#isRow === true || view.length < rowBytes)) return 'incomplete'
      return location
    }
    if (object === undefined) return location
    if (this.#isRow === undefined) {
      const next = skipBetween(view, object.end)
      if (next === view.length && !isFinal) return 'incomplete'
      this.#isRow = view[next] === 0x7b
    }
    return this.#isRow && isJsonObject(object.value) && !isPage(object.value) ? 'record' : location
  }
}

/** The object that begins the view, in JSON or what people take for it. */
export const readObject = (
  view: Buffer,
): { value: JsonValue | undefined; end: number } | 'incomplete' | undefined => {
  const { end } = scanJson(view, 0)
  if (end === incomplete) return 'incomplete'
  const value = end > 0 ? parseJson(view.toString('utf8', 0, end)) : undefined
  if (value !== undefined) return { value, end }
  const loose = end === broken ? parseLooseJson(view, 0) : undefined
  if (loose === 'incomplete') return loose
  return typeof loose === 'object' ? { value: loose.value, end: loose.end } : undefined
}

/** Blanks, commas and record separators. */
const skipBetween = (bytes: Buffer, start: number): number => {
  let at = start
  while ([0x20, 0x0a, 0x0d, 0x09, 0x2c, 0x1e].includes(bytes[at] ?? 0)) at++
  return at
}
