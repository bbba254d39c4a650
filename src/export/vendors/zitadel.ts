import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { usersFile } from '../export-source.js'
import { idOf } from './reader/id-of.js'
import { pagesWithin } from './reader/pages-within.js'
import { readAnswer } from './reader/read-answer.js'
import { readByPosition } from './reader/read-by-position.js'
import { unlessRefused } from './reader/vendor-refusal.js'
import type { VendorApi } from './reader/vendor-api.js'
import type { Vendor } from './vendor.js'

const size = 500
const row = z.record(z.string(), z.json())

/** Lists that are empty are left out, and long numbers are texts. */
const listSchema = z.looseObject({
  details: z.looseObject({ totalResult: z.coerce.number().default(0) }),
  result: z.array(row).default([]),
})

/**
 * Zitadel: humans of every organization by its search, which says who is locked, with what its export of an
 * organization has besides: hashes, secrets of one-time passwords, grants, links, metadata.
 */
export const zitadel: Vendor = {
  name: 'zitadel',
  title: 'Zitadel',
  variables: { origin: 'ZITADEL_URL', token: 'ZITADEL_TOKEN' },
  rate: '10/s',
  authorize: ({ token }) => ({ authorization: `Bearer ${token}` }),
  withheld: ['Passkeys and U2F keys are in no export of Zitadel; they must be enrolled again.'],
  canSince: false,
  look: async (api) => {
    const users = await searchUsers(api, {}, 0, 1)
    // The right to have an organization exported shows itself with one that is not there.
    await unlessRefused(() => readOrganization(api, '0'), ['absent', 'other'])
    return {
      totals: { [usersFile]: users.details.totalResult },
      permissions: ['May read users, and have organizations exported with their hashes.'],
    }
  },
  parts: (api) => {
    let current: { id: string; added: Promise<Added> } | undefined
    const addedTo = (id: string): Promise<Added> => {
      // One organization at a time: the export of one comes whole.
      if (current?.id !== id) current = { id, added: readOrganization(api, id) }
      return current.added
    }
    return [
      pagesWithin(
        usersFile,
        [usersFile],
        'id',
        async (cursor) => {
          const page = await readByPosition({ limit: size, idField: 'id', read: listOrganizations(api) })(
            cursor,
          )
          return { items: page.rows, next: page.next }
        },
        async (organization, cursor) => {
          const id = idOf(organization, 'id')
          const added = await addedTo(id)
          const read = listUsers(api, { organizationIdQuery: { organizationId: id } })
          const page = await readByPosition({ limit: size, idField: 'userId', read })(cursor)
          const org = { id, name: organization['name'] ?? null }
          const rows = page.rows.map((user) => ({ ...user, org, ...added.get(idOf(user, 'userId')) }))
          return { rows: { [usersFile]: rows }, next: page.next }
        },
      ),
    ]
  },
}

/** What the export of an organization knows of its humans, by their ids. */
type Added = ReadonlyMap<string, JsonObject>

const listOrganizations = (api: VendorApi) => async (offset: number, limit: number) => {
  const query = { offset: String(offset), limit, asc: true }
  const answer = readAnswer(listSchema, await api.search('/v2/organizations/_search', { query }))
  return answer.result
}

const listUsers = (api: VendorApi, filter: JsonObject) => async (offset: number, limit: number) =>
  (await searchUsers(api, filter, offset, limit)).result

const searchUsers = async (api: VendorApi, filter: JsonObject, offset: number, limit: number) => {
  const answer = await api.search('/v2/users', {
    query: { offset: String(offset), limit, asc: true },
    sortingColumn: 'USER_FIELD_NAME_CREATION_DATE',
    queries: [{ typeQuery: { type: 'TYPE_HUMAN' } }, ...(Object.keys(filter).length > 0 ? [filter] : [])],
  })
  return readAnswer(listSchema, answer)
}

const exportSchema = z.looseObject({
  orgs: z
    .array(
      z.looseObject({
        orgId: z.string(),
        humanUsers: z.array(row).default([]),
        userGrants: z.array(row).default([]),
        userLinks: z.array(row).default([]),
        userMetadata: z.array(row).default([]),
      }),
    )
    .default([]),
})

const readOrganization = async (api: VendorApi, id: string): Promise<Added> => {
  const asked = { org_ids: [id], with_passwords: true, with_otp: true, timeout: '600s' }
  const { orgs } = readAnswer(exportSchema, await api.search('/admin/v1/export', asked))
  const added = new Map<string, { [name: string]: JsonValue }>()
  for (const { humanUsers, userGrants, userLinks, userMetadata } of orgs) {
    for (const human of humanUsers) {
      const { hashedPassword, otpCode, passwordChangeRequired } = human
      added.set(idOf(human, 'userId'), {
        ...(hashedPassword === undefined ? {} : { hashedPassword }),
        ...(otpCode === undefined ? {} : { otpCode }),
        ...(passwordChangeRequired === undefined ? {} : { passwordChangeRequired }),
        userGrants: [],
        userLinks: [],
        userMetadata: [],
      })
    }
    const give = (rows: readonly JsonObject[], key: string, name: string): void => {
      for (const one of rows) (added.get(idOf(one, key))?.[name] as JsonValue[] | undefined)?.push(one)
    }
    give(userGrants, 'userId', 'userGrants')
    give(userLinks, 'userId', 'userLinks')
    give(userMetadata, 'id', 'userMetadata')
  }
  return added
}
