import type { ApiRequest, Send } from '../http/api-call.js'
import { createRefusedError, refusalOf } from '../http/refusal.js'

/** The largest page that Logto gives. */
export const pageSize = 100

export interface Page {
  request: ApiRequest
  body: unknown
  /** Items of the whole list; undefined where Logto does not say, or has stopped counting. */
  total: number | undefined
}

/**
 * One page of a list.
 *
 * @param path with or without query, without `page` and `page_size`
 * @param page from 1
 * @throws {MigrationError} `target/call_refused`
 */
export const getPage = async (
  send: Send,
  path: string,
  page: number,
  signal: AbortSignal | undefined,
): Promise<Page> => {
  const separator = path.includes('?') ? '&' : '?'
  const request: ApiRequest = {
    method: 'GET',
    path: `${path}${separator}page=${page}&page_size=${pageSize}`,
  }
  const response = await send(request, signal)
  const refusal = refusalOf(response)
  if (refusal) throw createRefusedError(request, refusal)
  return { request, body: response.body, total: totalOf(response.headers) }
}

const totalOf = (headers: Record<string, string>): number | undefined => {
  const text = headers['total-number']
  return text === undefined || headers['total-number-is-capped'] === 'true' ? undefined : Number(text)
}
