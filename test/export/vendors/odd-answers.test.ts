import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExportPart } from '../../../src/export/export-source.js'
import { pagesByOffset } from '../../../src/export/vendors/reader/pages-by-offset.js'
import { pagesByTime } from '../../../src/export/vendors/reader/pages-by-time.js'
import { makeMemoryFolder } from '../../support/servers/rehearse-vendor.js'
import { exportFrom, readRows, startVendor, type VendorReply } from '../../support/servers/vendor-server.js'

const readAll = async (part: ExportPart): Promise<unknown[]> => {
  const ids: unknown[] = []
  for await (const { rows } of part.read(undefined, new AbortController().signal)) {
    for (const row of rows['users'] ?? []) ids.push(row['id'])
  }
  return ids
}

it('reads on where a vendor has a lower limit than the one that was asked for', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 330 }),
      fc.constantFrom(10, 20, 25, 50, 100, 200),
      fc.boolean(),
      async (count, cap, isByTime) => {
        const users = Array.from({ length: count }, (_, n) => ({ id: `u${n}`, at: Math.floor(n / 3) }))
        const list = { name: 'users', file: 'users', idField: 'id', size: 200 }
        const part = isByTime
          ? pagesByTime({
              ...list,
              timeField: 'at',
              mostPages: 100,
              fetch: async (from, page) =>
                users.filter(({ at }) => at >= Number(from ?? 0)).slice(page * cap, (page + 1) * cap),
            })
          : pagesByOffset({
              ...list,
              fetch: async (offset, size) => users.slice(offset, offset + Math.min(size, cap)),
            })
        expect(await readAll(part)).toEqual(users.map(({ id }) => id))
      },
    ),
    { numRuns: 150 },
  )
})

it('says so where a vendor does not heed where a page begins', async () => {
  const users = Array.from({ length: 50 }, (_, n) => ({ id: `u${n}` }))
  const part = pagesByOffset({
    name: 'users',
    file: 'users',
    idField: 'id',
    size: 50,
    fetch: async () => users,
  })
  await expect(readAll(part)).rejects.toMatchObject({ code: 'source_unexpected' })
})

it.each([
  ['the same page again', ['1', '1']],
  ['one before the last', ['1', '2', '1']],
  ['the third again', ['1', '2', '3', '4', '2']],
])('writes nothing twice where a vendor names %s as the next one', async (_, marks) => {
  let isMended = false
  const origin: string = await startVendor(({ url }) => {
    const page = url.searchParams.get('page_token') ?? '0'
    // Pages are asked for in turn: the answer to page n names the n-th mark.
    const next = isMended ? String(Number(page) + 1) : marks[Number(page)]
    const isLast = isMended && Number(page) === 6
    const headers = { link: `</admin/identities?page_token=${next}>; rel="next"` }
    return { body: [{ id: `i${page}`, traits: {} }], ...(isLast ? {} : { headers }) }
  })
  const folder = join(await makeMemoryFolder(), 'kratos')
  const env = { KRATOS_ADMIN_URL: origin }
  for (let time = 0; time < 2; time += 1) {
    await expect(exportFrom('kratos', env, folder)).rejects.toMatchObject({ code: 'source_unexpected' })
  }
  isMended = true
  await exportFrom('kratos', env, folder)
  const ids = (await readRows(folder, 'users')).map(({ id }) => id)
  expect(ids).toEqual(['i0', 'i1', 'i2', 'i3', 'i4', 'i5', 'i6'])
})

it('keeps letters whole that come in two pieces, and every digit of a number', async () => {
  const name = 'Zoë 😀 李小龍 '.repeat(9_000)
  const origin: string = await startVendor(() => ({
    body: undefined,
    bytes: Buffer.from(
      `[{"id":"i1","traits":{"name":${JSON.stringify(name)},"number":12345678901234567890}}]`,
    ),
  }))
  const folder = join(await makeMemoryFolder(), 'kratos')
  await exportFrom('kratos', { KRATOS_ADMIN_URL: origin }, folder)
  expect(await readRows(folder, 'users')).toEqual([
    { id: 'i1', traits: { name, number: '12345678901234567890' } },
  ])
})

it.each([
  ['a date', () => ({ 'retry-after': new Date(Date.now() + 90_000).toUTCString() }), true],
  ['nothing', () => ({}), true],
  ['something else', () => ({ 'retry-after': 'soon' }), true],
  ['tomorrow', () => ({ 'retry-after': '86400' }), false],
] as const)('429 with %s in Retry-After', async (_, headers, isPatient) => {
  let asked = 0
  const origin: string = await startVendor((): VendorReply => {
    asked += 1
    return asked <= 2 ? { status: 429, headers: headers(), body: {} } : { body: [{ id: 'i1', traits: {} }] }
  })
  const folder = join(await makeMemoryFolder(), 'kratos')
  const env = { KRATOS_ADMIN_URL: origin }
  const end = exportFrom('kratos', env, folder)
  if (isPatient) await expect(end).resolves.toMatchObject({ end: 'complete' })
  else {
    await expect(end).rejects.toMatchObject({ message: expect.stringContaining('same command goes on') })
    asked = 2
    await exportFrom('kratos', env, folder)
  }
  expect(await readRows(folder, 'users')).toHaveLength(1)
})

it('names what came instead of JSON, and nothing of its content', async () => {
  const origin: string = await startVendor(() => ({
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: undefined,
    bytes: Buffer.from('<html>internal-host-17</html>'),
  }))
  const folder = join(await makeMemoryFolder(), 'okta')
  await expect(
    exportFrom('okta', { OKTA_ORG_URL: origin, OKTA_API_TOKEN: 'x' }, folder),
  ).rejects.toMatchObject({
    code: 'source_unexpected',
    message: expect.stringMatching(/expected JSON, got text\/html(?!.*internal)/),
  })
  await expect(
    exportFrom(
      'auth0',
      { AUTH0_DOMAIN: origin, AUTH0_CLIENT_ID: 'a', AUTH0_CLIENT_SECRET: 'the-secret' },
      `${folder}2`,
    ),
  ).rejects.toMatchObject({ message: expect.stringMatching(/access_token.*text\/html(?!.*the-secret)/) })
})
