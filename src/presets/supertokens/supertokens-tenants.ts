import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'

const idOf = (row: JsonObject): string | undefined => readText(row['tenantId']) ?? readText(row['tenant_id'])

/** `GET /recipe/multitenancy/tenant/list`: asked for by giving the file, tenants become organizations. */
export const supertokensTenants: RelatedFile = {
  name: 'tenants',
  title: 'Tenants of the Core API, which become organizations',
  keysOf: (row) => {
    const id = idOf(row)
    return id === undefined ? [] : [id]
  },
  // The rest of a tenant is configuration, with secrets of providers in it.
  reduce: (row) => ({ name: readText(row['name']) ?? idOf(row) ?? null }),
}

/** Memberships in the listed tenants; a role that is bound to a tenant is a role there and no global one. */
export const addTenants = (
  user: UserRecord,
  record: JsonObject,
  roleRows: readonly JsonObject[],
  { related }: PresetContext,
): void => {
  const methods = readObjects(record['loginMethods'])
  const ids = new Set([...methods, record].flatMap((one) => readList(one['tenantIds'] ?? one['tenant_id'])))
  const roles = readBoundRoles([...(readArray(record['userRoles']) ?? []), ...roleRows])
  for (const id of ids) {
    const listed = related('tenants', id)[0]
    if (listed === undefined) continue
    const own = [...roles].flatMap(([role, tenants]) => (tenants.has(id) ? [role] : []))
    user.organizations.push({ id, name: readText(listed['name']), roles: own })
    for (const role of own) {
      const tenants = roles.get(role)
      const isGlobal = [...(tenants ?? [])].some((tenant) => related('tenants', tenant).length === 0)
      if (!isGlobal) user.roles = user.roles.filter((name) => name !== role)
    }
  }
}

/** Roles of the bulk import format, and rows of the table, with the tenants that they hold in. */
const readBoundRoles = (entries: readonly JsonValue[]): Map<string, Set<string>> => {
  const roles = new Map<string, Set<string>>()
  for (const entry of entries) {
    const row = readObject(entry)
    const role = readText(row?.['role'])
    if (row === undefined || role === undefined) continue
    roles.set(role, new Set([...(roles.get(role) ?? []), ...readList(row['tenantIds'] ?? row['tenant_id'])]))
  }
  return roles
}
