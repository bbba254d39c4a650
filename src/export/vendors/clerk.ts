import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { type ExportPart, usersFile } from '../export-source.js'
import { pagesByOffset } from './reader/pages-by-offset.js'
import { pagesByTime } from './reader/pages-by-time.js'
import { probe } from './reader/probe.js'
import { rowsOf } from './reader/read-pages.js'
import type { VendorApi } from './reader/vendor-api.js'
import type { Vendor } from './vendor.js'

/** The most that one page has. */
const pageSize = 500

/** Clerk's Backend API: users, organizations, memberships, pending invitations. */
export const clerk: Vendor = {
  name: 'clerk',
  title: 'Clerk',
  origin: 'https://api.clerk.com',
  variables: { token: 'CLERK_SECRET_KEY' },
  optional: { origin: 'CLERK_API_URL' },
  // Development instances have a hundred requests in ten seconds.
  rate: '8/s',
  authorize: ({ token }) => ({ authorization: `Bearer ${token}` }),
  withheld: [
    'Clerk’s Backend API gives no password hashes and no factors’ secrets out; the CSV of its dashboard has them, as source.passwords beside this folder.',
  ],
  canSince: true,
  look: (api) =>
    probe([
      {
        part: usersFile,
        permission: 'the secret key of the instance',
        isNeeded: true,
        ask: () => api.get('/v1/users/count'),
        total: readTotal,
      },
      ...lists.map(({ name, path }) => ({
        part: name,
        permission: 'organizations, switched on for the instance',
        ask: () => api.get(`${path}${path.includes('?') ? '&' : '?'}limit=1`),
        total: readTotal,
      })),
    ]),
  parts: (api, { since }) => [
    since === undefined ? readUsers(api) : readChangedUsers(api, Date.parse(since)),
    ...lists.map(({ name, path, idField }) =>
      pagesByOffset({
        name,
        file: name,
        idField,
        size: pageSize,
        fetch: async (offset, size) => {
          const page = `limit=${size}&offset=${offset}&order_by=%2Bcreated_at`
          return rowsOf(await api.get(`${path}${path.includes('?') ? '&' : '?'}${page}`), 'data')
        },
      }),
    ),
  ],
}

/** What has offsets alone; whatever is added comes last. */
const lists = [
  { name: 'organizations', path: '/v1/organizations', idField: 'id' },
  { name: 'memberships', path: '/v1/organization_memberships', idField: 'id' },
  { name: 'invitations', path: '/v1/organization_invitations?status=pending', idField: 'id' },
]

/** From the time of the last user on, so that nobody moves to another page. */
const readUsers = (api: VendorApi): ExportPart =>
  pagesByTime({
    name: usersFile,
    file: usersFile,
    idField: 'id',
    timeField: 'created_at',
    size: pageSize,
    mostPages: 1_000,
    fetch: async (from, page) => {
      // The reference does not say whether the moment itself is among them.
      const after = from === undefined ? '' : `&created_at_after=${Number(from) - 1}`
      return rowsOf(
        await api.get(`/v1/users?limit=${pageSize}&offset=${page * pageSize}&order_by=%2Bcreated_at${after}`),
      )
    },
  })

/** There is no filter by the time of a change: the latest come first, up to the first that is older. */
const readChangedUsers = (api: VendorApi, sinceMs: number): ExportPart =>
  pagesByOffset({
    name: usersFile,
    file: usersFile,
    idField: 'id',
    size: pageSize,
    fetch: async (offset, size) =>
      rowsOf(await api.get(`/v1/users?limit=${size}&offset=${offset}&order_by=-updated_at`)),
    isBehind: ({ updated_at: changed }: JsonObject) => typeof changed === 'number' && changed < sinceMs,
  })

const totalSchema = z.looseObject({ total_count: z.number() })

const readTotal = (body: JsonValue): number | undefined => totalSchema.safeParse(body).data?.total_count
