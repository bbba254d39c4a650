import { expect, it } from 'vitest'
import { startSandbox } from '../../../src/sandbox/start-sandbox.js'
import { importVendor, rehearseVendor, type VendorRehearsal } from '../../support/servers/rehearse-vendor.js'
import type { VendorQuestion, VendorReply } from '../../support/servers/vendor-server.js'

const secret = 'token-of-the-vendor'
/** Nobody's name is plain, and every third has no address. */
const nameOf = (n: number): string => ['Zoë', '李小龍', 'أحمد', '😀 \u2028', 'O\'Neil "Q" \\'][n % 5]!
const numbers = Array.from({ length: 11 }, (_, n) => n + 1)

/** Pages of three, by a mark of the vendor's own. */
const pageOf = <Row>(
  rows: readonly Row[],
  mark: string | null,
): { page: Row[]; next: string | undefined } => {
  const from = Number(mark ?? 0)
  const to = from + 3
  return { page: rows.slice(from, to), next: to < rows.length ? String(to) : undefined }
}

/** By https://developer.okta.com/docs/api: links name the host of the organization. */
const okta: VendorRehearsal = {
  system: 'okta',
  secrets: [secret],
  env: (origin) => ({ OKTA_ORG_URL: origin, OKTA_API_TOKEN: secret }),
  answer: ({ url, headers }: VendorQuestion): VendorReply => {
    if (headers.authorization !== `SSWS ${secret}`) return { status: 401, body: { token: secret } }
    const linked = (rows: readonly unknown[]): VendorReply => {
      const { page, next } = pageOf(rows, url.searchParams.get('after'))
      const own = `https://acme.okta.com${url.pathname}`
      const link = `<${own}?after=0>; rel="self"${next === undefined ? '' : `, <${own}?after=${next}&limit=3>; rel="next"`}`
      return { body: page, headers: { link } }
    }
    const users = numbers.map((n) => ({
      id: `00u${n}`,
      status: n === 4 ? 'SUSPENDED' : 'ACTIVE',
      profile: {
        login: n % 3 === 0 ? `user${n}` : `u${n}@example.com`,
        firstName: nameOf(n),
        ...(n % 3 === 0 ? {} : { email: `u${n}@example.com` }),
      },
      credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
    }))
    if (url.pathname === '/api/v1/users') return linked(users)
    const groups = ['g1', 'g2', 'g3', 'g4'].map((id) => ({ id, profile: { name: `group ${id}` } }))
    if (url.pathname === '/api/v1/groups') return linked(groups)
    return linked(users.slice(0, url.pathname.includes('g2') ? 7 : 1))
  },
}

/** By https://www.ory.com/docs/reference/api: links are relative. */
const kratos: VendorRehearsal = {
  system: 'kratos',
  secrets: [],
  env: (origin) => ({ KRATOS_ADMIN_URL: origin }),
  answer: ({ url }: VendorQuestion): VendorReply => {
    const identities = numbers.map((n) => ({
      id: `5c000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      state: n === 4 ? 'inactive' : 'active',
      traits: {
        username: `user_${n}`,
        name: nameOf(n),
        ...(n % 3 === 0 ? {} : { email: `k${n}@example.com` }),
      },
      credentials: { password: { type: 'password', config: {} } },
    }))
    const { page, next } = pageOf(identities, url.searchParams.get('page_token'))
    const link = `</admin/identities?page_size=250&page_token=0>; rel="first"${next === undefined ? '' : `,</admin/identities?page_size=250&page_token=${next}>; rel="next"`}`
    return { body: page, headers: { link } }
  },
}

/** By https://workos.com/docs/reference. */
const workos: VendorRehearsal = {
  system: 'workos',
  secrets: [secret],
  env: (origin) => ({ WORKOS_API_URL: origin, WORKOS_API_KEY: secret }),
  answer: ({ url, headers }: VendorQuestion): VendorReply => {
    if (headers.authorization !== `Bearer ${secret}`) return { status: 401, body: { token: secret } }
    const list = (rows: readonly { id: string }[]): VendorReply => {
      const after = rows.findIndex(({ id }) => id === url.searchParams.get('after'))
      const { page, next } = pageOf(rows, String(after + 1))
      return {
        body: {
          object: 'list',
          data: page,
          list_metadata: { before: null, after: next === undefined ? null : page.at(-1)!.id },
        },
      }
    }
    if (url.pathname === '/organizations') {
      return list(['org_1', 'org_2'].map((id) => ({ id, object: 'organization', name: `Org ${id}` })))
    }
    if (url.pathname.endsWith('memberships')) {
      const organization = url.searchParams.get('organization_id')
      const members = numbers.slice(0, organization === 'org_1' ? 5 : 1)
      return list(
        members.map((n) => ({
          id: `om_${organization}_${n}`,
          user_id: `user_${n}`,
          organization_id: organization,
          role: { slug: 'admin' },
          status: 'active',
        })),
      )
    }
    if (url.pathname !== '/user_management/users') return { status: 404, body: {} }
    return list(
      numbers.map((n) => ({
        id: `user_${n}`,
        object: 'user',
        email: `w${n}@example.com`,
        email_verified: true,
        first_name: nameOf(n),
      })),
    )
  },
}

it.each([okta, kratos, workos])('$system: everything, however it is broken off', async (vendor) => {
  const files = await rehearseVendor(vendor)
  expect(files['users']).toHaveLength(numbers.length)
  const text = JSON.stringify(files['users'])
  for (const n of numbers) expect(text).toContain(JSON.stringify(nameOf(n)).slice(1, -1))
})

it.each([okta, kratos, workos])('$system: becomes people', { timeout: 60_000 }, async (vendor) => {
  const { users } = await importVendor(vendor)
  expect(users).toHaveLength(numbers.length)
})

it('logto: everything, however it is broken off', { timeout: 60_000 }, async () => {
  const sandbox = await startSandbox({})
  try {
    const call = async (path: string, init: RequestInit): Promise<Response> =>
      fetch(`${sandbox.url}${path}`, init)
    const tokens = await call('/oidc/token', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from('sandbox-app:sandbox-secret').toString('base64')}`,
      },
      body: 'grant_type=client_credentials&resource=https%3A%2F%2Fdefault.logto.app%2Fapi&scope=all',
    })
    const { access_token: token } = (await tokens.json()) as { access_token: string }
    for (const n of numbers) {
      const body = JSON.stringify({ username: `l_${n}`, name: nameOf(n) })
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      expect((await call('/api/users', { method: 'POST', headers, body })).status).toBe(200)
    }
    const files = await rehearseVendor({
      system: 'logto',
      secrets: ['sandbox-secret'],
      env: (origin) => ({
        SOURCE_LOGTO_ENDPOINT: origin,
        SOURCE_LOGTO_APP_ID: 'sandbox-app',
        SOURCE_LOGTO_APP_SECRET: 'sandbox-secret',
      }),
      answer: async ({ method, url, headers, text }) => {
        const { authorization = '', 'content-type': kind = '' } = headers
        const answer = await call(url.pathname + url.search, {
          method,
          headers: { authorization, ...(kind === '' ? {} : { 'content-type': kind }) },
          ...(method === 'POST' ? { body: text } : {}),
        })
        const total = answer.headers.get('total-number')
        return {
          status: answer.status,
          body: await answer.json(),
          ...(total === null ? {} : { headers: { 'total-number': total } }),
        }
      },
    })
    expect(files['users']).toHaveLength(numbers.length)
  } finally {
    await sandbox.close()
  }
})
