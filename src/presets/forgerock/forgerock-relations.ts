import type { JsonObject } from '../../source/source-record.js'
import { addOrganization } from '../declare/add-organization.js'
import type { UserRecord } from '../user-record.js'
import { isObject, readArray } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** What everybody has. */
const everybody: ReadonlySet<string> = new Set(['openidm-authorized'])

/** Relationships point by `_ref`; the name is there when the query asked for it (`roles/*`). */
export const putForgeRockRelations = (user: UserRecord, record: JsonObject): void => {
  for (const field of ['roles', 'effectiveRoles', 'authzRoles']) {
    // Effective roles repeat the roles, without their names.
    if (field === 'effectiveRoles' && 'roles' in record) continue
    for (const { id, name } of readReferences(record, field)) {
      const role = name ?? id
      if (role !== undefined && !everybody.has(role) && !user.roles.includes(role)) user.roles.push(role)
    }
  }
  for (const [field, roles] of organizationFields) {
    for (const organization of readReferences(record, field)) addOrganization(user, organization, roles)
  }
}

const organizationFields: readonly (readonly [string, readonly string[]])[] = [
  ['memberOfOrg', []],
  ['memberOfOrgIDs', []],
  ['adminOfOrg', ['admin']],
  ['ownerOfOrg', ['owner']],
]

const readReferences = (record: JsonObject, field: string) =>
  (readArray(record[field]) ?? []).map((reference) => {
    if (!isObject(reference)) return { id: readText(reference), name: undefined }
    const id = readText(reference['_refResourceId']) ?? readText(reference['_ref'])?.split('/').at(-1)
    return { id, name: readText(reference['name']) }
  })
