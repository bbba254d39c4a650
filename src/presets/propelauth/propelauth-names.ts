import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Names that do not only differ in their form. */
const otherNames = new Map<string, string>([['org_id_to_org_member_info', 'org_id_to_org_info']])

/** The libraries for JavaScript write `userId`, the API and all others `user_id`. */
export const renamePropelAuthFields = (record: JsonObject): JsonObject => {
  const user = snakeNames(record)
  const organizations = readObject(user['org_id_to_org_info'])
  if (organizations === undefined) return user
  const named: JsonObject = {}
  for (const id of Object.keys(organizations)) {
    const organization = readObject(organizations[id])
    setPath(named, [id], organization === undefined ? (organizations[id] ?? null) : snakeNames(organization))
  }
  return { ...user, org_id_to_org_info: named }
}

const snakeNames = (record: JsonObject): JsonObject => {
  const named: JsonObject = {}
  for (const key of Object.keys(record)) {
    const value: JsonValue = record[key] ?? null
    const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    setPath(named, [otherNames.get(name) ?? name], value)
  }
  return named
}
