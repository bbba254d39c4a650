import { isCertainName, isLikelyName } from './json-envelope.js'
import { isJsonObject } from './judge-json.js'
import type { JsonObject } from '../source-record.js'

/** What the pages of list endpoints and exports say beside their list. */
const pageKeys = new Set(
  'after before count cursor cursors end first from hasmore hasnextpage haspreviouspage href itemsperpage kind last limit links lastkey lastevaluatedkey marker meta metadata next nextcursor nextlink nextpage nextpagetoken nexttoken object offset page pageinfo pagenumber pages pagesize pagination paginationtoken perpage prev previous requestid resourcetype schemas self size skip start startindex status statuscode success sync self token top total totalcount totalpages totalresults type url version'.split(
    ' ',
  ),
)

/**
 * Whether one of several objects of a file is a page that holds records, and no record itself: it has a list of
 * objects, and beside it only what pages say, whatever its records are. Several objects in a row are records
 * otherwise, though they hold lists.
 */
export const isPage = (object: JsonObject): boolean => {
  const keys = Object.keys(object)
  const lists = keys.filter((key) => isList(object[key]))
  if (lists.some(isCertainName)) return true
  const others = keys.filter((key) => !lists.includes(key))
  const isNamed = lists.some(isLikelyName) || lists.length === 1
  return isNamed && others.every((key) => pageKeys.has(foldKey(key)))
}

const isList = (value: JsonObject[string] | undefined): boolean =>
  Array.isArray(value) && value.every(isJsonObject)

/** `next_cursor`, `nextCursor` and `@odata.nextLink` are one. */
const foldKey = (key: string): string =>
  key
    .replace(/^@?odata\./i, '')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()
