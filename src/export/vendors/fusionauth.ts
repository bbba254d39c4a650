import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { type ExportPart, usersFile } from '../export-source.js'
import { idOf } from './reader/id-of.js'
import { isLastPage } from './reader/is-last-page.js'
import { probe } from './reader/probe.js'
import { readAnswer } from './reader/read-answer.js'
import { readByPosition } from './reader/read-by-position.js'
import { pagesOf } from './reader/read-pages.js'
import { unlessRefused } from './reader/vendor-refusal.js'
import type { VendorAnswer, VendorApi } from './reader/vendor-api.js'
import type { Vendor } from './vendor.js'

const size = 500
const row = z.record(z.string(), z.json())
/** Lists that are empty are left out. */
const searchSchema = z.looseObject({
  total: z.number(),
  nextResults: z.string().optional(),
  users: z.array(row).default([]),
})

/** FusionAuth's API: users with registrations, links to identity providers, tenants, groups. */
export const fusionauth: Vendor = {
  name: 'fusionauth',
  title: 'FusionAuth',
  variables: { origin: 'FUSIONAUTH_URL', key: 'FUSIONAUTH_API_KEY' },
  rate: '20/s',
  authorize: ({ key }) => ({ authorization: key ?? '' }),
  withheld: [
    'FusionAuth’s API gives no password hashes out; its database has them: set SOURCE_DATABASE_URL.',
  ],
  canSince: false,
  look: (api) =>
    probe([
      {
        part: usersFile,
        permission: 'POST /api/user/search',
        isNeeded: true,
        ask: () => search(api, { queryString: '*', numberOfResults: 1, accurateTotal: true }),
        total: (body) => searchSchema.safeParse(body).data?.total,
      },
      {
        part: 'links',
        permission: 'GET /api/identity-provider and /api/identity-provider/link',
        ask: () => api.get('/api/identity-provider'),
      },
      { part: 'tenants', permission: 'GET /api/tenant', ask: () => api.get('/api/tenant') },
      { part: 'groups', permission: 'GET /api/group', ask: () => api.get('/api/group') },
    ]),
  parts: (api) => [
    readUsers(api, usersFile, async (users) => users),
    readUsers(api, 'links', createLinkReader(api)),
    pagesOf('tenants', ['tenants'], async () => {
      const tenants = listOf(await api.get('/api/tenant'), 'tenants').map(pick('id', 'name'))
      // One tenant is the instance itself, and no organization.
      return { rows: { tenants: tenants.length > 1 ? tenants : [] }, next: undefined }
    }),
    pagesOf('groups', ['groups'], async () => ({
      rows: { groups: listOf(await api.get('/api/group'), 'groups').map(pick('id', 'name', 'roles')) },
      next: undefined,
    })),
  ],
}

/**
 * With a search engine the answer says how to go on beyond 10,000 users; without one the list is read by number, which
 * has no end there.
 */
const readUsers = (
  api: VendorApi,
  file: string,
  shape: (users: JsonObject[]) => Promise<JsonObject[]>,
): ExportPart => {
  const ask = async (criteria: JsonObject) =>
    readAnswer(searchSchema, await search(api, { numberOfResults: size, accurateTotal: true, ...criteria }))
  const first = { queryString: '*', sortFields: [{ name: 'insertInstant' }, { name: 'id' }] }
  const byNumber = readByPosition({
    limit: size,
    idField: 'id',
    read: async (startRow, numberOfResults) => (await ask({ ...first, startRow, numberOfResults })).users,
  })
  return pagesOf(file, [file], async (cursor) => {
    const hasTokens =
      cursor === undefined
        ? (await ask({ ...first, numberOfResults: 1 })).nextResults !== undefined
        : typeof cursor === 'string'
    if (!hasTokens) {
      const { rows, next } = await byNumber(cursor)
      return { rows: { [file]: await shape(rows) }, next }
    }
    const page = await ask(typeof cursor === 'string' ? { nextResults: cursor } : first)
    return {
      rows: { [file]: await shape(page.users) },
      next: isLastPage(page.users.length, size) ? undefined : page.nextResults,
    }
  })
}

const search = (api: VendorApi, criteria: JsonObject): Promise<VendorAnswer> =>
  api.search('/api/user/search', { search: criteria })

/** Links are told by user, with tokens of the providers that are left out. */
const createLinkReader = (api: VendorApi): ((users: readonly JsonObject[]) => Promise<JsonObject[]>) => {
  let hasProviders: Promise<boolean> | undefined
  return async (users) => {
    hasProviders ??= api
      .get('/api/identity-provider')
      .then((answer) => listOf(answer, 'identityProviders').length > 0)
    if (!(await hasProviders)) return []
    const links: JsonObject[] = []
    for (const user of users) {
      const path = `/api/identity-provider/link?userId=${encodeURIComponent(idOf(user, 'id'))}`
      const answer = await unlessRefused(() => api.get(path), ['absent'])
      if (answer === undefined) continue
      for (const link of listOf(answer, 'identityProviderLinks')) links.push(linkOf(link))
    }
    return links
  }
}

const listOf = (answer: VendorAnswer, name: string): JsonObject[] =>
  readAnswer(z.looseObject({ [name]: z.array(row).default([]) }), answer)[name] as JsonObject[]

const pick =
  (...names: readonly string[]) =>
  (from: JsonObject): JsonObject =>
    Object.fromEntries(names.map((name): [string, JsonValue] => [name, from[name] ?? null]))

const linkOf = pick(
  'userId',
  'identityProviderName',
  'identityProviderType',
  'identityProviderUserId',
  'displayName',
)
