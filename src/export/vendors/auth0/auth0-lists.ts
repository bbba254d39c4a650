import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { OuterPage } from '../reader/pages-within.js'
import { isLastPage } from '../reader/is-last-page.js'
import { readAnswer } from '../reader/read-answer.js'
import { rowsOf, textOf } from '../reader/read-pages.js'
import type { VendorApi } from '../reader/vendor-api.js'

const markSchema = z.looseObject({ next: z.string().nullish() })

/** A list by `from` and `take`, which has no end at a thousand. */
export const listByCheckpoint =
  (api: VendorApi, path: string, name: string, fields = '') =>
  async (cursor: JsonValue | undefined): Promise<{ rows: JsonObject[]; next: string | undefined }> => {
    const from = typeof cursor === 'string' ? `&from=${encodeURIComponent(cursor)}` : ''
    const answer = await api.get(`${path}?take=100${fields}${from}`)
    // Without a mark there is no next page; an empty list comes as an object all the same.
    readAnswer(markSchema, answer)
    return { rows: rowsOf(answer, name), next: textOf(answer.body, 'next') }
  }

/** Roles are few, and come by number of page. */
export const listRoles =
  (api: VendorApi) =>
  async (cursor: JsonValue | undefined): Promise<OuterPage> => {
    const page = typeof cursor === 'number' ? cursor : 0
    const rows = rowsOf(await api.get(`/api/v2/roles?per_page=100&page=${page}`))
    return { items: rows, next: isLastPage(rows.length, 100) ? undefined : page + 1 }
  }
