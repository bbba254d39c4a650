/** What the pages of list endpoints and exports say beside their list. */
const pageKeys = new Set(
  'after before count cursor cursors end error errors first from hasmore hasnextpage haspreviouspage href itemsperpage jsonrpc kind last limit links lastkey lastevaluatedkey marker meta metadata next nextcursor nextlink nextpage nextpagetoken nexttoken object offset page pageinfo pagenumber pages pagesize pagination paginationtoken perpage prev previous principal requestid resourcetype schemas self size skip start startindex status statuscode success sync self token top total totalcount totalpages totalresults type url version'.split(
    ' ',
  ),
)

/** Whether a key is one that lists have beside their items. */
export const isPageKey = (key: string): boolean => pageKeys.has(foldKey(key))

/** `next_cursor`, `nextCursor` and `@odata.nextLink` are one. */
const foldKey = (key: string): string =>
  key
    .replace(/^@?odata\./i, '')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()
