import { type ExportPart, usersFile } from '../../export-source.js'
import { pagesByTime } from '../reader/pages-by-time.js'
import { rowsOf } from '../reader/read-pages.js'
import type { VendorApi } from '../reader/vendor-api.js'

/** The search gives a thousand users and no more, however many pages are asked for. */
const pageSize = 100
const mostPages = 10

/** All users, by the time when they were created. */
export const readUsersBySearch = (api: VendorApi, since: string | undefined): ExportPart =>
  pagesByTime({
    name: usersFile,
    file: usersFile,
    idField: 'user_id',
    timeField: 'created_at',
    size: pageSize,
    mostPages,
    fetch: async (from, page) => {
      const query = [
        ...(from === undefined ? [] : [`created_at:["${from}" TO *]`]),
        ...(since === undefined ? [] : [changed(since)]),
      ].join(' AND ')
      const asked = query === '' ? '' : `&q=${encodeURIComponent(query)}`
      return rowsOf(
        await api.get(
          `/api/v2/users?search_engine=v3&sort=created_at%3A1&per_page=${pageSize}&page=${page}${asked}`,
        ),
      )
    },
  })

const changed = (since: string): string => `updated_at:["${since}" TO *]`

/** The filter as it stands in an address; empty where nothing was asked. */
export const changedSince = (since: string | undefined, before: string): string =>
  since === undefined ? '' : before + encodeURIComponent(changed(since))
