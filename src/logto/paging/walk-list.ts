import type { ApiRequest, Send } from '../http/api-call.js'
import { getPage, pageSize } from '../calls/get-page.js'
import { unexpectedAnswer } from '../http/read-body.js'

/** Ids of so many items are remembered: enough for what moves between two requests. */
const rememberedItems = 20 * pageSize
/** Further back than this, items would be taken for new ones again. */
const maxPagesBack = 15

/**
 * All items of a list page by page, in the order of Logto, each once while people come and go: an item that a
 * newcomer pushed onto the next page is left out there, and when the total has fallen the pages are read again
 * from where something may have moved forward. Ends like `listPages`; a list that Logto does not page comes whole.
 *
 * @param path with or without query, without `page` and `page_size`
 * @throws {MigrationError} `target/call_refused`, `target/unexpected_answer`
 */
export async function* walkList(send: Send, path: string, signal?: AbortSignal): AsyncGenerator<unknown[]> {
  const isNew = createNoveltyTest()
  let lastTotal = 0
  for (let page = 1; ; page += 1) {
    const { request, body, total } = await getPage(send, path, page, signal)
    const items = readItems(body, request)
    const fresh = items.filter(isNew)
    if (fresh.length > 0) yield fresh

    if (total === undefined) {
      // Without a total only a short page, or one that repeats what was there, can be the last.
      if (items.length !== pageSize || fresh.length === 0) return
      continue
    }
    const gone = lastTotal - total
    lastTotal = total
    if (gone > 0 && page > 1) page = pageBefore(page, gone)
    else if (page * pageSize >= total || items.length === 0) return
  }
}

const readItems = (body: unknown, request: ApiRequest): unknown[] => {
  if (!Array.isArray(body)) throw unexpectedAnswer(request, 'an array', body)
  return body
}

/** The page after which reading goes on: so many items have moved towards the front. */
const pageBefore = (page: number, gone: number): number =>
  Math.max(0, page - 1 - Math.min(maxPagesBack, Math.ceil(gone / pageSize)))

/** Tells items seen a while ago from new ones by their `id`; an item without one is always new. */
const createNoveltyTest = (): ((item: unknown) => boolean) => {
  const recent = new Set<string>()
  return (item) => {
    const id = idOf(item)
    if (id === undefined) return true
    if (recent.has(id)) return false
    recent.add(id)
    if (recent.size > rememberedItems) {
      for (const oldest of recent) {
        recent.delete(oldest)
        break
      }
    }
    return true
  }
}

const idOf = (item: unknown): string | undefined => {
  const id: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : undefined
  return typeof id === 'string' ? id : undefined
}
