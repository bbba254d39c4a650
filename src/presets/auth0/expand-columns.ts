import type { JsonObject } from '../../source/source-record.js'
import { readJsonCell } from '../vocabulary/cells/read-json-cell.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Headers of the import/export extension that differ from the API's names by more than blanks. */
const renamed = new Map<string, string>([
  ['id', 'user_id'],
  ['phone', 'phone_number'],
])

/**
 * CSV exports flatten what the API nests: `user_metadata.theme`, `identities[0].connection`, and headings such
 * as `Given Name`. Returns the record itself when nothing is flattened.
 */
export const expandColumns = (record: JsonObject): JsonObject => {
  if (!isFlattened(record)) return record
  const expanded: JsonObject = {}
  const identities: JsonObject[] = []
  for (const [heading, value] of Object.entries(record)) {
    if (value === '' || value === null) continue
    const column = unfoldRoot(heading)
    const listed = /^identities(?:\[|\.)(\d{1,2})\]?\.(.+)$/.exec(column)
    if (listed) {
      setPath((identities[Number(listed[1])] ??= {}), listed[2]!.split('.'), readJsonCell(value) ?? value)
    } else if (/^(?:user|app)_metadata\./.test(column)) {
      setPath(expanded, column.split('.'), readJsonCell(value) ?? value)
    } else {
      const name =
        /[A-Z ]/.test(column) && column !== '_ID' && column !== 'passwordHash' ? foldHeading(column) : column
      setPath(expanded, [renamed.get(name) ?? name], value)
    }
  }
  if (identities.length > 0) expanded['identities'] = identities.filter((identity) => identity !== undefined)
  return expanded
}

/** `UserMetadata.theme` and `Identities[0].provider` are flattened as well: what comes first is Auth0's name. */
const unfoldRoot = (heading: string): string => {
  const end = heading.search(/[.[]/)
  return end === -1 ? heading : foldHeading(heading.slice(0, end)) + heading.slice(end)
}

const isFlattened = (record: JsonObject): boolean => {
  // Every form of export that is not flattened has one of these under its own name.
  if ('user_id' in record && !hasPathColumn(record)) return false
  return !('_id' in record || '_ID' in record)
}

const hasPathColumn = (record: JsonObject): boolean => {
  for (const column in record) {
    if (column.includes('.') || column.includes('[') || column.includes(' ')) return true
  }
  return false
}

const foldHeading = (heading: string): string =>
  heading
    .trim()
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(' ', '_')
