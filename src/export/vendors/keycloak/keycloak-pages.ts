import type { JsonObject, JsonValue } from '../../../source/source-record.js'

/** Keycloak sets no limit; this many are an answer of a second at most. */
export const pageSize = 100

/** Where a page begins. */
export const firstOf = (cursor: JsonValue | undefined): number => (typeof cursor === 'number' ? cursor : 0)

/** Where the page after this one begins; a short page is the last. */
export const pageFrom = (first: number, found: readonly JsonObject[]): number | undefined =>
  found.length < pageSize ? undefined : first + found.length
