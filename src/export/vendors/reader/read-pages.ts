import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { ExportPart, ExportStep } from '../../export-source.js'

export interface Page {
  rows: ExportStep['rows']
  /** What `fetch` gets for the page after this one; undefined at the end. */
  next: JsonValue | undefined
}

/** A part that is read page by page, and goes on with the page that its cursor names. */
export const pagesOf = (
  name: string,
  files: readonly string[],
  fetch: (cursor: JsonValue | undefined) => Promise<Page>,
): ExportPart => ({
  name,
  files,
  read: async function* (from, signal) {
    for (let cursor = from; ;) {
      signal.throwIfAborted()
      const { rows, next } = await fetch(cursor)
      yield { rows, cursor: next ?? null }
      if (next === undefined) return
      cursor = next
    }
  },
})

/** The address after this one, of a `Link` header. */
export const nextLink = (headers: { readonly [name: string]: string }): string | undefined =>
  (headers['link'] ?? '')
    .split(',')
    .find((link) => /;\s*rel="?next"?/.test(link))
    ?.match(/<([^>]+)>/)?.[1]

/** A list inside an answer, or the answer itself. */
export const rowsOf = (body: JsonValue, name?: string): JsonObject[] => {
  const list = name === undefined ? body : isObject(body) ? body[name] : undefined
  return Array.isArray(list) ? list.filter(isObject) : []
}

/** A text inside an answer. */
export const textOf = (body: JsonValue | undefined, name: string): string | undefined => {
  const value = isObject(body) ? body[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
