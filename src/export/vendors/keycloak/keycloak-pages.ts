import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { readByPosition } from '../reader/read-by-position.js'
import { rowsOf } from '../reader/read-pages.js'
import type { VendorApi } from '../reader/vendor-api.js'

/** Keycloak sets no limit; this many are an answer of a second at most. */
export const pageSize = 100

/**
 * A page of a list that is asked for by `first` and `max`, behind the rows that are read: it may move meanwhile.
 *
 * @param path may have a question in it already
 */
export const pageOf = async (
  api: VendorApi,
  path: string,
  idField: string,
  cursor: JsonValue | undefined,
): Promise<{ rows: JsonObject[]; next: JsonValue | undefined }> => {
  const { rows, next } = await readByPosition({
    limit: pageSize,
    idField,
    read: async (first, max) =>
      rowsOf(await api.get(`${path}${path.includes('?') ? '&' : '?'}first=${first}&max=${max}`)),
  })(cursor)
  return { rows, next }
}
