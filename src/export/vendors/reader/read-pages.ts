import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { ExportPart, ExportStep } from '../../export-source.js'
import { MarkWatch } from './mark-watch.js'
import { readAnswer } from './read-answer.js'
import type { VendorAnswer } from './vendor-api.js'

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
    // The last page is on disk, and only the end of the part is not.
    if (from === null) return
    const watch = new MarkWatch(name)
    watch.mustBeNew(from)
    for (let cursor: JsonValue | undefined = from; ;) {
      signal.throwIfAborted()
      const { rows, next } = await fetch(cursor)
      watch.mustBeNew(next)
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
    ?.match(/<([^<>]+)>/)?.[1]

const row = z.record(z.string(), z.json())

/**
 * A list inside an answer, or the answer itself.
 *
 * @throws MigrationError `target/source_unexpected` where there is none
 */
export const rowsOf = (answer: VendorAnswer, name?: string): JsonObject[] =>
  name === undefined
    ? readAnswer(z.array(row), answer)
    : readAnswer(z.looseObject({ [name]: z.array(row) }), answer)[name]!

/** A text inside an answer. */
export const textOf = (body: JsonValue | undefined, name: string): string | undefined => {
  const value = isObject(body) ? body[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
