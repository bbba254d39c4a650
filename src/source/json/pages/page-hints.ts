/** What a saved page of a list says about the list that it is a part of. */
export interface PageHints {
  /** How many there are in all, where the page says so. */
  total: number | undefined
  /** Whether the page says that more follow; undefined when it says nothing. */
  hasMore: boolean | undefined
}

/** `nextPaginationToken`, `next_page_id`, `@odata.nextLink`, `next`: where the next page begins. */
const nextKey =
  '"(?:@?odata\\.)?next(?:[_-]?(?:page|pagination|cursor|token|link|url|uri|href|marker|offset|start|continuation)(?:[_-]?(?:token|cursor|link|url|uri|key|id|number|offset))?)?"\\s{0,20}:\\s{0,20}'

const keys: (names: string) => string = (names) => `"(?:${names})"\\s{0,20}:\\s{0,20}`

/** Flags say it in so many words. */
const more = new RegExp(
  `${keys('hasNextPage|has_next_page|hasNext|has_next|has_more|hasMore|more|IsTruncated|isTruncated|truncated')}true` +
    `|${keys('last|is_last|isLast|lastPage')}false`,
  'i',
)
/** A link stands behind the last page, too, where an API always gives one. */
const moreLink = new RegExp(
  `(?:${nextKey}|${keys('PaginationToken|after_cursor|LastEvaluatedKey|pageToken|continuationToken|continuation')})(?:"[^"]|[1-9]|\\{)`,
  'i',
)
const onlyPage = new RegExp(`${keys('total_?pages|last_?page|page_?count|num_?pages')}1(?=[\\s,}])`, 'i')
const noMore = new RegExp(
  `${keys('hasNextPage|has_next_page|hasNext|has_next|has_more|hasMore')}false|${nextKey}(?:null|""|false)|${keys('last|is_last|isLast')}true`,
  'i',
)
const totals = new RegExp(
  `${keys('totalResults|total|total_count|totalCount|total_results|totalElements|total_items|totalItems|total_records|totalRecords|recordsTotal|@odata\\.count|count_total|total_entries')}(\\d{1,12})(?=[\\s,}])`,
)

/** @param around the text before the list and behind it */
export const readPageHints = (around: string): PageHints => {
  const total = totals.exec(around)?.[1]
  return {
    total: total === undefined ? undefined : Number(total),
    hasMore: hasMore(around),
  }
}

const hasMore = (around: string): boolean | undefined => {
  if (more.test(around)) return true
  if (moreLink.test(around)) return !onlyPage.test(around)
  return noMore.test(around) ? false : undefined
}
