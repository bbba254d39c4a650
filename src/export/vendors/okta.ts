import { usersFile } from '../export-source.js'
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
        const { body, headers } = await api.get(
          typeof cursor === 'string' ? cursor : `/api/v1/users?limit=200${search}`,
        )
        return { rows: { [usersFile]: rowsOf(body) }, next: nextLink(headers) }
      }),
      {
        name: 'groups',
        files: ['groups'],
        isRestarted: true,
        read: async function* () {
          for (let path: string | undefined = '/api/v1/groups?limit=200'; path !== undefined;) {
            const groups = await api.get(path)
            for (const group of rowsOf(groups.body)) {
              const name = textOf(group['profile'], 'name') ?? null
              const id = textOf(group, 'id') ?? ''
              let members: string | undefined = `/api/v1/groups/${encodeURIComponent(id)}/users?limit=200`
              while (members !== undefined) {
                const { body, headers } = await api.get(members)
                yield {
                  rows: { groups: rowsOf(body).map((user) => ({ userId: user['id'] ?? null, name })) },
                  cursor: null,
                }
                members = nextLink(headers)
              }
            }
            path = nextLink(groups.headers)
          }
        },
      },
    ]
  },
}
