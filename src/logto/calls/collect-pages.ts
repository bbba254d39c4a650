import type { ApiRequest, Send } from '../http/api-call.js'
import { createRefusedError, refusalOf } from '../http/refusal.js'

/** The largest page that Logto gives. */
export const pageSize = 100

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
  const separator = path.includes('?') ? '&' : '?'
  for (let page = 1; ; page += 1) {
    const request: ApiRequest = {
      method: 'GET',
      path: `${path}${separator}page=${page}&page_size=${pageSize}`,
    }
    const response = await send(request, signal)
    const refusal = refusalOf(response)
    if (refusal) {
      throw createRefusedError(request, refusal)
    }
    const items = read(response.body, request)
    if (items.length > 0) {
      yield items
    }
    if (items.length < pageSize || page * pageSize >= totalOf(response.headers)) {
      return
    }
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

const totalOf = (headers: Record<string, string>): number => {
  const text = headers['total-number']
  return text === undefined || headers['total-number-is-capped'] === 'true' ? Infinity : Number(text)
}
