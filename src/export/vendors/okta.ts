import { usersFile } from '../export-source.js'
import { pagesWithin } from './reader/pages-within.js'
import { nextLink, pagesOf, rowsOf, textOf } from './reader/read-pages.js'
import type { Vendor } from './vendor.js'

/** Okta's core API: users, and the groups of each. */
export const okta: Vendor = {
  name: 'okta',
  title: 'Okta',
  variables: { origin: 'OKTA_ORG_URL', token: 'OKTA_API_TOKEN' },
  rate: '5/s',
  authorize: ({ token }) => ({ authorization: `SSWS ${token}` }),
  withheld: ['Okta gives no password hashes and no factors’ secrets out.'],
  canSince: true,
  parts: (api, { since }) => {
    const search = since === undefined ? '' : `&search=${encodeURIComponent(`lastUpdated gt "${since}"`)}`
    return [
      pagesOf(usersFile, [usersFile], async (cursor) => {
        const answer = await api.get(typeof cursor === 'string' ? cursor : `/api/v1/users?limit=200${search}`)
        return { rows: { [usersFile]: rowsOf(answer) }, next: nextLink(answer.headers) }
      }),
      pagesWithin(
        'groups',
        ['groups'],
        'id',
        async (cursor) => {
          const groups = await api.get(typeof cursor === 'string' ? cursor : '/api/v1/groups?limit=200')
          return { items: rowsOf(groups), next: nextLink(groups.headers) }
        },
        async (group, cursor) => {
          const name = textOf(group['profile'], 'name') ?? null
          const id = encodeURIComponent(textOf(group, 'id') ?? '')
          const members = await api.get(
            typeof cursor === 'string' ? cursor : `/api/v1/groups/${id}/users?limit=200`,
          )
          return {
            rows: { groups: rowsOf(members).map((user) => ({ userId: user['id'] ?? null, name })) },
            next: nextLink(members.headers),
          }
        },
      ),
    ]
  },
}
