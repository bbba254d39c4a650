import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exportFrom, lookAt, readRows, startVendor } from '../../support/servers/vendor-server.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

it('okta: follows links, waits when told to, and joins groups', async () => {
  let refused = 0
  const origin: string = await startVendor(({ url, headers, method }) => {
    expect(method).toBe('GET')
    if (headers.authorization !== 'SSWS token-1') return { status: 401, body: {} }
    if (url.pathname === '/api/v1/groups') return { body: [{ id: 'g1', profile: { name: 'editors' } }] }
    if (url.pathname === '/api/v1/groups/g1/users') return { body: [{ id: 'u1' }] }
    const after = Number(url.searchParams.get('after') ?? 0)
    if (after === 2 && (refused += 1) < 3) return { status: 429, headers: { 'retry-after': '1' }, body: {} }
    const body = [1, 2].map((n) => ({
      id: `u${after + n}`,
      status: 'ACTIVE',
      profile: { login: 'x@example.com' },
    }))
    return after >= 4
      ? { body }
      : { body, headers: { link: `<${origin}/api/v1/users?after=${after + 2}>; rel="next"` } }
  })
  const folder = join(await makeTemporaryFolder(), 'okta')
  const end = await exportFrom('okta', { OKTA_ORG_URL: origin, OKTA_API_TOKEN: 'token-1' }, folder)
  expect(end).toMatchObject({ end: 'complete', manifest: { preset: 'okta' } })
  expect((await readRows(folder, 'users')).map(({ id }) => id)).toEqual(['u1', 'u2', 'u3', 'u4', 'u5', 'u6'])
  expect(await readRows(folder, 'groups')).toEqual([{ userId: 'u1', name: 'editors' }])
  expect(refused).toBe(3)
  const refusal = exportFrom('okta', { OKTA_ORG_URL: origin, OKTA_API_TOKEN: 'other' }, `${folder}2`)
  await expect(refusal).rejects.toMatchObject({
    code: 'source_refused',
    message: expect.not.stringContaining('other'),
  })
})

it('kratos: asks for every credential, and goes on with the page it stopped at', async () => {
  const asked: string[] = []
  let isDown = true
  const origin: string = await startVendor(({ url }) => {
    const page = Number(url.searchParams.get('page_token') ?? 0)
    asked.push(`${page}:${url.searchParams.getAll('include_credential').length}`)
    if (page === 1 && isDown) return { status: 403, body: {} }
    const headers = {
      link: `</admin/identities?page_token=${page + 1}&include_credential=password>; rel="next"`,
    }
    return { body: [{ id: `i${page}`, traits: {} }], ...(page < 2 ? { headers } : {}) }
  })
  const folder = join(await makeTemporaryFolder(), 'kratos')
  const env = { KRATOS_ADMIN_URL: origin }
  await expect(exportFrom('kratos', env, folder)).rejects.toMatchObject({ code: 'source_refused' })
  isDown = false
  expect(await exportFrom('kratos', env, folder)).toMatchObject({ end: 'complete' })
  expect((await readRows(folder, 'users')).map(({ id }) => id)).toEqual(['i0', 'i1', 'i2'])
  expect(asked).toEqual(['0:6', '1:1', '1:1', '2:1'])
})

it('workos: users, organizations and the members of each', async () => {
  const origin = await startVendor(({ url }) => {
    const list = (data: unknown[], after: string | null = null) => ({
      body: { data, list_metadata: { after } },
    })
    const after = url.searchParams.get('after')
    if (url.pathname === '/organizations') return list([{ id: 'org_1', name: 'Acme' }])
    if (url.pathname.endsWith('memberships')) {
      return list([{ user_id: 'user_1', organization_id: url.searchParams.get('organization_id') }])
    }
    return after === null ? list([{ id: 'user_1' }], 'user_1') : list([{ id: 'user_2' }])
  })
  const folder = join(await makeTemporaryFolder(), 'workos')
  const env = { WORKOS_API_URL: origin, WORKOS_API_KEY: 'sk' }
  expect(await lookAt('workos', env)).toMatchObject({
    snapshot: 'none',
    withheld: [expect.stringContaining('hashes')],
  })
  const end = await exportFrom('workos', env, folder)
  expect(end).toMatchObject({ end: 'complete' })
  expect((await readRows(folder, 'users')).map(({ id }) => id)).toEqual(['user_1', 'user_2'])
  expect(await readRows(folder, 'memberships')).toEqual([{ user_id: 'user_1', organization_id: 'org_1' }])
  expect((await readRows(folder, 'organizations')).map(({ id }) => id)).toEqual(['org_1'])
})

it('takes nothing for a list that is none', async () => {
  const origin = await startVendor(() => ({ body: { error: 'moved' } }))
  const folder = join(await makeTemporaryFolder(), 'none')
  const env = { OKTA_ORG_URL: origin, OKTA_API_TOKEN: 'token-1' }
  await expect(exportFrom('okta', env, folder)).rejects.toMatchObject({ code: 'source_unexpected' })
})

it('goes on within the members of a group, and leaves out those that are through', async () => {
  const asked: string[] = []
  let isDown = true
  const origin: string = await startVendor(({ url }) => {
    if (url.pathname === '/api/v1/users') return { body: [{ id: 'u1' }] }
    if (url.pathname === '/api/v1/groups') {
      return { body: ['g1', 'g2', 'g3'].map((id) => ({ id, profile: { name: id } })) }
    }
    const page = url.searchParams.get('after') ?? '0'
    asked.push(`${url.pathname.split('/')[4]}:${page}`)
    if (page === '1' && isDown) return { status: 403, body: {} }
    const headers = { link: `<${origin}${url.pathname}?after=1>; rel="next"` }
    return { body: [{ id: `u${page}` }], ...(page === '0' && url.pathname.includes('g2') ? { headers } : {}) }
  })
  const folder = join(await makeTemporaryFolder(), 'okta')
  const env = { OKTA_ORG_URL: origin, OKTA_API_TOKEN: 't' }
  await expect(exportFrom('okta', env, folder)).rejects.toMatchObject({ code: 'source_refused' })
  isDown = false
  await exportFrom('okta', env, folder)
  expect(asked).toEqual(['g1:0', 'g2:0', 'g2:1', 'g2:1', 'g3:0'])
  const rows = await readRows(folder, 'groups')
  expect(rows.map(({ name, userId }) => `${String(name)}/${String(userId)}`)).toEqual([
    'g1/u0',
    'g2/u0',
    'g2/u1',
    'g3/u0',
  ])
})
