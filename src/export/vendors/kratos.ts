import { usersFile } from '../export-source.js'
import { nextLink, pagesOf, rowsOf } from './reader/read-pages.js'
import type { Vendor } from './vendor.js'

const credentials = ['password', 'oidc', 'saml', 'totp', 'lookup_secret', 'webauthn']

/** The admin API of Ory Kratos: identities with every credential, hashes and secrets included. */
export const kratos: Vendor = {
  name: 'kratos',
  title: 'Ory Kratos',
  variables: { origin: 'KRATOS_ADMIN_URL' },
  optional: { token: 'ORY_API_KEY' },
  rate: '20/s',
  authorize: ({ token }): { [header: string]: string } =>
    token === undefined ? {} : { authorization: `Bearer ${token}` },
  withheld: [],
  canSince: false,
  parts: (api) => {
    const asked = credentials.map((name) => `&include_credential=${name}`).join('')
    return [
      pagesOf(usersFile, [usersFile], async (cursor) => {
        const answer = await api.get(
          typeof cursor === 'string' ? cursor : `/admin/identities?page_size=250${asked}`,
        )
        return { rows: { [usersFile]: rowsOf(answer) }, next: nextLink(answer.headers) }
      }),
    ]
  },
}
