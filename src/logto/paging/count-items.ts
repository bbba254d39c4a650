import type { Send } from '../http/api-call.js'
import { refusalOf } from '../http/refusal.js'

export interface ItemCount {
  count: number
  /** Logto stopped counting: there are so many or more. */
  isCapped: boolean
}

/**
 * How many items a paged list has, by its `Total-Number`: one request, one item.
 *
 * @param path without query
 * @returns undefined when this Logto has no such list or does not count it
 */
export const countItems = async (
  send: Send,
  path: string,
  signal?: AbortSignal,
): Promise<ItemCount | undefined> => {
  const response = await send({ method: 'GET', path: `${path}?page=1&page_size=1` }, signal)
  const total = Number(response.headers['total-number'] ?? Number.NaN)
  if (refusalOf(response) !== undefined || !Number.isSafeInteger(total)) return undefined
  return { count: total, isCapped: response.headers['total-number-is-capped'] === 'true' }
}
