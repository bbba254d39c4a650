import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExportPart } from '../../../src/export/export-source.js'
import { addressOf } from '../../../src/export/vendors/reader/address-of.js'
import { idOf } from '../../../src/export/vendors/reader/id-of.js'
import { pagesByOffset } from '../../../src/export/vendors/reader/pages-by-offset.js'
import { pagesByTime } from '../../../src/export/vendors/reader/pages-by-time.js'
import { isReadingPost } from '../../../src/export/vendors/reader/reading-posts.js'
import type { JsonObject, JsonValue } from '../../../src/source/source-record.js'
import { exportFrom, readRows, startVendor } from '../../support/servers/vendor-server.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

it.each([
  ['/api/v1/users?limit=2', 'https://acme.example.com', 'https://acme.example.com/api/v1/users?limit=2'],
  ['/admin/realms?a=/b?c', 'https://id.example.com/auth/', 'https://id.example.com/auth/admin/realms?a=/b?c'],
  [
    'https://evil.example.org/next?token=1',
    'https://acme.example.com',
    'https://acme.example.com/next?token=1',
  ],
  ['//evil.example.org/next', 'https://acme.example.com', 'https://acme.example.com//evil.example.org/next'],
  [
    'http://internal:4434/auth/admin?x=1',
    'https://acme.example.com/auth',
    'https://acme.example.com/auth/admin?x=1',
  ],
  ['/users/auth0%7C1', 'https://acme.example.com', 'https://acme.example.com/users/auth0%7C1'],
])('%s is asked for at %s', (path, base, address) => {
  expect(addressOf(path, base).href).toBe(address)
})

it('sends no POST but those that read', () => {
  expect(isReadingPost('auth0', '/api/v2/jobs/users-exports', undefined)).toBe(true)
  expect(isReadingPost('auth0', '/api/v2/jobs/users-imports', undefined)).toBe(false)
  expect(isReadingPost('auth0', '/api/v2/users', undefined)).toBe(false)
  expect(isReadingPost('cognito', '/', 'AWSCognitoIdentityProviderService.ListUsers')).toBe(true)
  expect(isReadingPost('cognito', '/', 'AWSCognitoIdentityProviderService.AdminDeleteUser')).toBe(false)
  expect(isReadingPost('cognito', '/', undefined)).toBe(false)
  expect(isReadingPost('okta', '/api/v1/users', undefined)).toBe(false)
})

/** Reads a part to its end, torn after some of the steps and gone on with from the cursor on disk. */
const readTorn = async (part: ExportPart, stops: readonly number[]): Promise<JsonObject[]> => {
  const rows: JsonObject[] = []
  let cursor: JsonValue | undefined
  for (let session = 0; ; session += 1) {
    let steps = 0
    let isThrough = true
    for await (const step of part.read(cursor, new AbortController().signal)) {
      rows.push(...(step.rows['users'] ?? []))
      // The ledger is JSON.
      cursor = JSON.parse(JSON.stringify(step.cursor)) as JsonValue
      steps += 1
      if (steps === stops[session]) {
        isThrough = false
        break
      }
    }
    if (isThrough) return rows
  }
}

it('by time: nobody twice, and nobody lost who stays, wherever it is torn and whoever comes and goes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 }),
      fc.integer({ min: 2, max: 7 }),
      fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
      fc.array(fc.nat(59), { maxLength: 20 }),
      fc.boolean(),
      async (times, size, stops, gone, isInclusive) => {
        let users = times.map((at, id) => ({ id: String(id), at })).toSorted((a, b) => a.at - b.at)
        const stay = users.filter(({ id }) => !gone.includes(Number(id)))
        let asked = 0
        const part = pagesByTime({
          name: 'users',
          file: 'users',
          idField: 'id',
          timeField: 'at',
          size,
          mostPages: 100,
          fetch: async (from, page) => {
            asked += 1
            // Ties keep their order within a question, as a search in a fixed order does; newcomers are the youngest.
            if (asked === 3) users = [...users, { id: 'late', at: 99 }]
            if (page === 0 && asked > 3) users = users.filter(({ id }) => !gone.includes(Number(id)))
            const found = users.filter(
              ({ at }) => from === undefined || (isInclusive ? at >= Number(from) - 1 : at >= Number(from)),
            )
            return found.slice(page * size, (page + 1) * size)
          },
        })
        const ids = (await readTorn(part, stops)).map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { id } of stay) expect(ids).toContain(id)
      },
    ),
    { numRuns: 300 },
  )
})

it('by offset: nobody twice, and nobody lost who stays, while the list moves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 200 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
      fc.array(fc.nat(199), { maxLength: 12 }),
      fc.array(fc.nat(199), { maxLength: 12 }),
      async (count, stops, gone, come) => {
        let users = Array.from({ length: count }, (_, id) => ({ id: `u${String(id).padStart(4, '0')}` }))
        const stay = users.filter((_, index) => !gone.includes(index))
        let asked = 0
        const part = pagesByOffset({
          name: 'users',
          file: 'users',
          idField: 'id',
          size: 50,
          fetch: async (offset, size) => {
            asked += 1
            if (asked === 2) users = users.filter(({ id }) => !gone.includes(Number(id.slice(1))))
            if (asked === 3) {
              const added = come.map((at) => ({ id: `u${String(at).padStart(4, '0')}x` }))
              users = [...users, ...added].toSorted((a, b) => (a.id < b.id ? -1 : 1))
            }
            return users.slice(offset, offset + size)
          },
        })
        const ids = (await readTorn(part, stops))
          .map((row) => idOf(row, 'id'))
          .filter((id) => !id.endsWith('x'))
        expect(new Set(ids).size).toBe(ids.length)
        for (const { id } of stay) expect(ids).toContain(id)
      },
    ),
    {
      numRuns: 100,
      // All that was read of a short list is gone when it is taken up again.
      examples: [[1, [1], [0], []]],
    },
  )
})

it('begins a part again where the vendor has forgotten the page', async () => {
  let isForgotten = false
  let isDown = true
  const origin: string = await startVendor(({ url }) => {
    const page = Number(url.searchParams.get('page_token') ?? 0)
    if (page === 2 && isDown) return { status: 403, body: {} }
    if (page > 0 && isForgotten) {
      isForgotten = false
      return { status: 400, body: { error: 'page token has expired' } }
    }
    const headers = { link: `</admin/identities?page_token=${page + 1}>; rel="next"` }
    return { body: [{ id: `i${page}`, traits: {} }], ...(page < 3 ? { headers } : {}) }
  })
  const folder = join(await makeTemporaryFolder(), 'kratos')
  const env = { KRATOS_ADMIN_URL: origin }
  await expect(exportFrom('kratos', env, folder)).rejects.toMatchObject({ code: 'source_refused' })
  isDown = false
  isForgotten = true
  await exportFrom('kratos', env, folder)
  expect((await readRows(folder, 'users')).map(({ id }) => id)).toEqual(['i0', 'i1', 'i2', 'i3'])
  expect(isForgotten).toBe(false)
})
