import pLimit from 'p-limit'
import type { JsonObject } from '../../../source/source-record.js'
import { idOf } from '../reader/id-of.js'
import { rowsOf, textOf } from '../reader/read-pages.js'
import { isLastPage } from '../reader/is-last-page.js'
import { unlessRefused } from '../reader/vendor-refusal.js'
import type { VendorApi } from '../reader/vendor-api.js'
import { pageSize } from './keycloak-pages.js'

/** Questions under way at once. */
const mostAtOnce = 6

/**
 * Users with their groups and federated identities, as a realm export has them. Both are asked for user by user, so
 * neither is where the realm has none.
 */
export const joinUsers = (
  api: VendorApi,
  admin: string,
): ((users: JsonObject[]) => Promise<JsonObject[]>) => {
  let has: Promise<{ groups: boolean; providers: boolean }> | undefined
  return async (users) => {
    has ??= lookAtRealm(api, admin)
    const { groups, providers } = await has
    const limit = pLimit(mostAtOnce)
    return Promise.all(
      users.map((user) =>
        limit(async () => {
          const path = `${admin}/users/${encodeURIComponent(idOf(user, 'id'))}`
          const paths = groups ? await readPaths(api, path) : []
          const federated = providers ? await readExisting(api, `${path}/federated-identity`) : []
          return {
            ...user,
            ...(paths.length === 0 ? {} : { groups: paths }),
            ...(federated.length === 0 ? {} : { federatedIdentities: federated }),
          }
        }),
      ),
    )
  }
}

const lookAtRealm = async (
  api: VendorApi,
  admin: string,
): Promise<{ groups: boolean; providers: boolean }> => {
  // Where the list may not be read, each user is asked for all the same.
  const hasAny = async (path: string): Promise<boolean> =>
    (await unlessRefused(async () => rowsOf(await api.get(`${admin}${path}?first=0&max=1`))))?.length !== 0
  return { groups: await hasAny('/groups'), providers: await hasAny('/identity-provider/instances') }
}

/** Somebody may have been deleted since the page was read. */
const readExisting = async (api: VendorApi, path: string): Promise<JsonObject[]> =>
  (await unlessRefused(async () => rowsOf(await api.get(path)), ['absent'])) ?? []

const readPaths = async (api: VendorApi, path: string): Promise<string[]> => {
  const paths: string[] = []
  for (let first = 0; ; first += pageSize) {
    const asked = `${path}/groups?briefRepresentation=true&first=${first}&max=${pageSize}`
    const found = await readExisting(api, asked)
    for (const group of found) paths.push(textOf(group, 'path') ?? `/${textOf(group, 'name') ?? ''}`)
    if (isLastPage(found.length, pageSize)) return paths
  }
}
