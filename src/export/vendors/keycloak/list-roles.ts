import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { builtInClients, isForAll } from '../../../presets/keycloak/keycloak-memberships.js'
import { idOf } from '../reader/id-of.js'
import type { OuterPage } from '../reader/pages-within.js'
import { textOf } from '../reader/read-pages.js'
import type { VendorApi } from '../reader/vendor-api.js'
import { pageOf } from './keycloak-pages.js'

/** The page after that of the realm's own roles. */
const firstClients = 'clients'

const fromStart = (cursor: JsonValue): JsonValue | undefined => (cursor === firstClients ? undefined : cursor)

/**
 * Roles of the realm on the first page, then those of the clients, a page of clients at a time. Each has the path
 * below which its users are, and the name that the preset gives it.
 */
export const listRoles =
  (api: VendorApi, admin: string) =>
  async (cursor: JsonValue | undefined): Promise<OuterPage> => {
    if (cursor === undefined) {
      const items = await readRoles(api, `${admin}/roles`, (role) => role)
      return { items: items.filter(({ role }) => !isForAll(String(role))), next: firstClients }
    }
    const { rows: clients, next } = await pageOf(api, `${admin}/clients`, 'id', fromStart(cursor))
    const items: JsonObject[] = []
    for (const client of clients) {
      const name = textOf(client, 'clientId') ?? ''
      if (builtInClients.has(name)) continue
      const path = `${admin}/clients/${encodeURIComponent(idOf(client, 'id'))}/roles`
      for (const role of await readRoles(api, path, (own) => `${name}:${own}`)) items.push(role)
    }
    return { items, next }
  }

const readRoles = async (
  api: VendorApi,
  path: string,
  call: (role: string) => string,
): Promise<{ key: string; role: string; path: string }[]> => {
  const roles: { key: string; role: string; path: string }[] = []
  for (let cursor: JsonValue | undefined, isWhole = false; !isWhole;) {
    const page = await pageOf(api, `${path}?briefRepresentation=true`, 'name', cursor)
    for (const role of page.rows) {
      const name = idOf(role, 'name')
      const own = `${path}/${encodeURIComponent(name)}`
      roles.push({ key: own, role: call(name), path: own })
    }
    cursor = page.next
    isWhole = page.next === undefined
  }
  return roles
}
