import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { ExportPart, ExportStep } from '../../export-source.js'
import { idOf } from './id-of.js'
import { MarkWatch } from './mark-watch.js'
import type { Page } from './read-pages.js'

/** Things that others belong to: organizations, groups, teams. */
export interface OuterPage {
  items: readonly JsonObject[]
  next: JsonValue | undefined
}

const cursorSchema = z.strictObject({
  /** Which page of the outer ones. */
  outer: z.json(),
  /** Ids of that page that are through: by id, because the page may have changed when it is read again. */
  done: z.array(z.string()),
  /** The one that is not, and the page within it that comes next. */
  inner: z.strictObject({ id: z.string(), page: z.json() }).nullable(),
})

type WithinCursor = z.infer<typeof cursorSchema>

/**
 * A part that is asked for by what it belongs to: the members of every organization, page by page. After a kill it goes
 * on with the page that came next.
 *
 * @param readOuter page of outer items; undefined asks for the first
 * @param readInner page of what belongs to one of them
 */
export const pagesWithin = (
  name: string,
  files: readonly string[],
  idField: string,
  readOuter: (cursor: JsonValue | undefined) => Promise<OuterPage>,
  readInner: (item: JsonObject, cursor: JsonValue | undefined) => Promise<Page>,
): ExportPart => ({
  name,
  files,
  read: async function* (from, signal): AsyncGenerator<ExportStep> {
    let at: WithinCursor = cursorSchema.safeParse(from).data ?? { outer: null, done: [], inner: null }
    const outerWatch = new MarkWatch(name)
    outerWatch.mustBeNew(at.outer ?? undefined)
    for (;;) {
      const { items, next } = await readOuter(at.outer ?? undefined)
      outerWatch.mustBeNew(next)
      for (const item of items) {
        const id = idOf(item, idField)
        if (at.done.includes(id)) continue
        const watch = new MarkWatch(name)
        for (let isWhole = false; !isWhole;) {
          signal.throwIfAborted()
          // What was half read may be gone by now: its page is none of another one's.
          const page = await readInner(item, at.inner?.id === id ? at.inner.page : undefined)
          watch.mustBeNew(page.next)
          isWhole = page.next === undefined
          at = {
            outer: at.outer,
            done: isWhole ? [...at.done, id] : at.done,
            inner: page.next === undefined ? null : { id, page: page.next },
          }
          yield { rows: page.rows, cursor: at }
        }
      }
      if (next === undefined) return
      at = { outer: next, done: [], inner: null }
    }
  },
})
