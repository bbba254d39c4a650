import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/**
 * The users of an organization of the instance export, each with the organization and with its own grants,
 * links and metadata, which the export keeps in lists beside the users. Undefined for what is no organization.
 */
export const expandOrganization = (record: JsonObject): JsonObject[] | undefined => {
  if (!('humanUsers' in record) && !('machineUsers' in record)) return undefined
  const org = { id: record['orgId'] ?? null, name: readObject(record['org'])?.['name'] ?? null }
  const grants = groupBy(record['userGrants'], 'userId')
  const links = groupBy(record['userLinks'], 'userId')
  const metadata = groupBy(record['userMetadata'], 'id')
  const humans = readObjects(record['humanUsers']).map((human): JsonObject => {
    const userId = readText(human['userId']) ?? ''
    return {
      ...human,
      org,
      userGrants: grants.get(userId) ?? [],
      userLinks: links.get(userId) ?? [],
      userMetadata: metadata.get(userId) ?? [],
    }
  })
  const machines = readObjects(record['machineUsers']).map((machine): JsonObject => ({
    ...machine,
    machine: readObject(machine['user']) ?? {},
  }))
  return [...humans, ...machines]
}

const groupBy = (rows: JsonValue | undefined, key: string): Map<string, JsonObject[]> => {
  const groups = new Map<string, JsonObject[]>()
  for (const row of readObjects(rows)) {
    const id = readText(row[key]) ?? ''
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [row])
    else group.push(row)
  }
  return groups
}
