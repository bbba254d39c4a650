import { setPath } from '../../presets/vocabulary/cells/set-path.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'

/** `profile.email`, `identities[0].provider`, `emails.0.address`, `traits/email`: how tools flatten what is nested. */
const path = /^[\w@$:-]+(?:(?:\.|\/|__)[\w@$:-]+|\[\d{1,3}\])+$/
/** `emails[type eq "work"].value`, as SCIM names one of a list. */
const filter = /\[\s*\w{1,40}\s+eq\s+["']?([\w -]{1,40})["']?\s*\]/i

/** @param column without filters */
const stepsOf = (column: string): string[] | undefined =>
  path.test(column) ? column.split(/\.|\/|__(?=[a-z])|\[|\]\.?/i).filter((step) => step !== '') : undefined

/** Whether a column is a path into what a tool has flattened. */
export const isFlattenedColumn = (column: string): boolean =>
  (stepsOf(column.replace(filter, '[0]'))?.length ?? 0) > 1

/** What comes first in such a path. */
export const rootOf = (column: string): string => column.split(/[./[]|__/, 1)[0] ?? ''

/** The record as it was before its objects and lists were flattened into columns. Empty cells were not there. */
export const nestColumns = (record: JsonObject): JsonObject => {
  const nested: JsonObject = {}
  /** Items of lists that are told apart by filters, in their order. */
  const filtered: string[] = []
  for (const [column, value] of Object.entries(record)) {
    const found = filter.exec(column)
    const item = found === null ? '' : column.slice(0, found.index + found[0].length)
    if (found !== null && !filtered.includes(item)) filtered.push(item)
    const place = filtered.filter((one) => rootOf(one) === rootOf(item)).indexOf(item)
    const steps = stepsOf(found === null ? column : column.replace(filter, `[${place}]`))
    if (steps === undefined || steps.length < 2) setPath(nested, [column], value)
    else if (value !== '' && value !== null) setPath(nested, steps, value)
  }
  return listItems(nested)
}

/** Objects whose keys count from 0 are lists. */
const listItems = (record: JsonObject): JsonObject => {
  for (const [key, value] of Object.entries(record)) record[key] = asList(value)
  return record
}

/** As deep as a name of a column has steps. */
const asList = (value: JsonValue): JsonValue => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const inner = listItems(value)
  const keys = Object.keys(inner)
  return keys.length > 0 && keys.every((key) => /^\d{1,3}$/.test(key)) ? Object.values(inner) : inner
}
