import type { Page } from './page.js'
import type { ApiCall } from './api-call.js'
import { apiError } from './api-error.js'
import type { Reply } from './reply.js'

const defaultPageSize = 20
const maxPageSize = 100

/** Reads `page` and `page_size`. @throws ApiError 400 `guard.invalid_pagination` */
export const readPage = ({ query }: ApiCall): Page => {
  const page = readPositive(query.get('page'), 1, Number.MAX_SAFE_INTEGER)
  const limit = readPositive(query.get('page_size'), defaultPageSize, maxPageSize)
  return { offset: (page - 1) * limit, limit }
}

const readPositive = (text: string | null, fallback: number, max: number): number => {
  if (!text) return fallback
  const value = Number(text)
  if (!(value > 0 && value <= max)) throw apiError('guard.invalid_pagination')
  // Logto lets fractions through to the database; the next whole number keeps a page from being empty.
  return Math.ceil(value)
}

/** Whether the caller left paging off, for the few lists where that is allowed. */
export const isPagingOff = ({ query }: ApiCall): boolean => !query.get('page') && !query.get('page_size')

export const slicePage = <T>(items: readonly T[], { offset, limit }: Page): T[] =>
  items.slice(offset, offset + limit)

/** The answer to a paged list, with `Total-Number` and `Link`. */
export const pagedReply = (call: ApiCall, page: Page, totalCount: number, body: unknown): Reply => ({
  status: 200,
  body,
  headers: { 'Total-Number': String(totalCount), Link: buildLinks(call, page, totalCount) },
})

const buildLinks = (call: ApiCall, { offset, limit }: Page, totalCount: number): string => {
  const page = Math.floor(offset / limit) + 1
  const lastPage = Math.ceil(totalCount / limit) || 1
  const links = [buildLink(call, 1, 'first')]
  if (page > 1) links.push(buildLink(call, page - 1, 'prev'))
  links.push(buildLink(call, lastPage, 'last'))
  if (page < lastPage) links.push(buildLink(call, page + 1, 'next'))
  return links.join(', ')
}

/** Like Logto 1.42, which leaves `/api` out of the address and joins repeated parameters with commas. */
const buildLink = (call: ApiCall, page: number, relation: string): string => {
  const query = new Map<string, string>()
  for (const [key, value] of call.query) {
    const earlier = query.get(key)
    query.set(key, earlier === undefined ? value : `${earlier},${value}`)
  }
  query.set('page', String(page))
  const origin = `http://${call.headers.host ?? 'localhost'}`
  const path = call.path.replace(/^\/api/, '')
  return `<${origin}${path}?${new URLSearchParams([...query]).toString()}>; rel="${relation}"`
}
