import type { JsonValue } from '../../source/source-record.js'
import { usersFile } from '../export-source.js'
import { pagesWithin } from './reader/pages-within.js'
import { type Page, pagesOf, rowsOf, textOf } from './reader/read-pages.js'
import type { VendorApi } from './reader/vendor-api.js'
import type { Vendor } from './vendor.js'

/** WorkOS AuthKit: users, organizations and their members, pending invitations. */
export const workos: Vendor = {
  name: 'workos',
  title: 'WorkOS',
  origin: 'https://api.workos.com',
  variables: { token: 'WORKOS_API_KEY' },
  optional: { origin: 'WORKOS_API_URL' },
  rate: '20/s',
  authorize: ({ token }) => ({ authorization: `Bearer ${token}` }),
  withheld: ['WorkOS gives no password hashes and no factors’ secrets out.'],
  canSince: false,
  parts: (api) => [
    pagesOf(usersFile, [usersFile], list(api, usersFile, '/user_management/users')),
    pagesOf('organizations', ['organizations'], list(api, 'organizations', '/organizations')),
    // Memberships are asked for by organization: there is no list of all.
    pagesWithin(
      'memberships',
      ['memberships'],
      'id',
      async (cursor) => {
        const { rows, next } = await list(api, 'organizations', '/organizations')(cursor)
        return { items: rows['organizations']!, next }
      },
      (organization, cursor) => {
        const id = encodeURIComponent(textOf(organization, 'id') ?? '')
        const path = `/user_management/organization_memberships?organization_id=${id}`
        return list(api, 'memberships', path)(cursor)
      },
    ),
  ],
}

const list =
  (api: VendorApi, file: string, path: string) =>
  async (after: JsonValue | undefined): Promise<Page> => {
    const from = typeof after === 'string' ? `&after=${encodeURIComponent(after)}` : ''
    const answer = await api.get(`${path}${path.includes('?') ? '&' : '?'}limit=100&order=asc${from}`)
    const { body } = answer
    const metadata =
      typeof body === 'object' && body !== null && !Array.isArray(body) ? body['list_metadata'] : null
    return { rows: { [file]: rowsOf(answer, 'data') }, next: textOf(metadata, 'after') }
  }
