import type { ApiRequest, Send } from '../http/api-call.js'
import { getPage, pageSize } from '../calls/get-page.js'

/**
 * All pages of a list, by page number: the URLs of Logto's own `Link` header lack `/api`. Ends at the last page
 * by `Total-Number`, or at a page that is not full where the total is absent or capped.
 *
 * @param path with or without query, without `page` and `page_size`
 * @throws {MigrationError} `target/call_refused`, `target/unexpected_answer`
 */
export async function* listPages<Item>(
  send: Send,
  path: string,
  read: (body: unknown, request: ApiRequest) => Item[],
  signal?: AbortSignal,
): AsyncGenerator<Item[]> {
  for (let page = 1; ; page += 1) {
    const { request, body, total = Infinity } = await getPage(send, path, page, signal)
    const items = read(body, request)
    if (items.length > 0) yield items
    if (items.length < pageSize || page * pageSize >= total) return
  }
}

/** Every item of a list. */
export const collectPages = async <Item>(
  send: Send,
  path: string,
  read: (body: unknown, request: ApiRequest) => Item[],
  signal?: AbortSignal,
): Promise<Item[]> => {
  const all: Item[] = []
  for await (const items of listPages(send, path, read, signal)) {
    for (const item of items) all.push(item)
  }
  return all
}
