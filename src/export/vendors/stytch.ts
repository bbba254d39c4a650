import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { usersFile } from '../export-source.js'
import { idOf } from './reader/id-of.js'
import { pagesWithin } from './reader/pages-within.js'
import { probe } from './reader/probe.js'
import { readAnswer } from './reader/read-answer.js'
import { pagesOf, rowsOf } from './reader/read-pages.js'
import { unlessRefused } from './reader/vendor-refusal.js'
import type { VendorApi } from './reader/vendor-api.js'
import type { Vendor, VendorLook } from './vendor.js'

const pageSize = 1_000
/** Members are searched in so many organizations at once. */
const batchSize = 100

const userSearch = '/v1/users/search'
const organizationSearch = '/v1/b2b/organizations/search'
const memberSearch = '/v1/b2b/organizations/members/search'

/** Stytch: users of a consumer project, or organizations and members of a B2B project. */
export const stytch: Vendor = {
  name: 'stytch',
  title: 'Stytch',
  variables: { project: 'STYTCH_PROJECT_ID', secret: 'STYTCH_SECRET' },
  optional: { origin: 'STYTCH_API_URL' },
  complete: (values) => {
    const { project = '', origin } = values
    const host = project.startsWith('project-test-') ? 'https://test.stytch.com' : 'https://api.stytch.com'
    return { ...values, origin: origin ?? host }
  },
  rate: '60/1m',
  authorize: ({ project, secret }) => ({
    authorization: `Basic ${Buffer.from(`${project}:${secret}`).toString('base64')}`,
  }),
  withheld: [
    'Stytch’s API gives no password hashes and no factors’ secrets out; ask its support for hashes.',
  ],
  canSince: false,
  look: (api) => lookAtProject(api),
  parts: (api) => [
    pagesOf(usersFile, [usersFile], async (cursor) => {
      const { rows, next } = await search(api, userSearch, 'results', cursor)
      return { rows: { [usersFile]: rows }, next }
    }),
    pagesOf('organizations', ['organizations'], async (cursor) => {
      const { rows, next } = await search(api, organizationSearch, 'organizations', cursor)
      return { rows: { organizations: rows }, next }
    }),
    pagesWithin(
      'members',
      [usersFile],
      'id',
      async (cursor) => {
        const { rows, next } = await search(api, organizationSearch, 'organizations', cursor, {
          limit: batchSize,
        })
        const ids = rows.map((row) => idOf(row, 'organization_id'))
        // All organizations of a page are one question.
        return { items: ids.length === 0 ? [] : [{ id: ids.join(' '), ids }], next }
      },
      async ({ ids = null }, cursor) => {
        const { rows, next } = await search(api, memberSearch, 'members', cursor, { organization_ids: ids })
        return { rows: { [usersFile]: rows }, next }
      },
    ),
  ],
}

const markSchema = z.looseObject({
  results_metadata: z.looseObject({ next_cursor: z.string().nullish(), total: z.number().nullish() }),
})

const search = async (
  api: VendorApi,
  path: string,
  name: string,
  cursor: JsonValue | undefined,
  more: JsonObject = {},
): Promise<{ rows: JsonObject[]; next: string | undefined }> => {
  const mark: JsonObject = typeof cursor === 'string' ? { cursor } : {}
  const answer = await api.search(path, { limit: pageSize, ...more, ...mark })
  const { results_metadata: metadata } = readAnswer(markSchema, answer)
  const next = metadata.next_cursor
  return { rows: rowsOf(answer, name), next: next === null || next === '' ? undefined : next }
}

/** A project is of one kind, and refuses the searches of the other. */
const lookAtProject = async (api: VendorApi): Promise<VendorLook> => {
  const total = (body: JsonValue): number | undefined => {
    const count = markSchema.safeParse(body).data?.results_metadata.total
    // Totals can be switched off, and are -1 then.
    return typeof count === 'number' && count >= 0 ? count : undefined
  }
  const consumer = await unlessRefused(
    () => api.search(userSearch, { limit: 1 }),
    ['refused', 'absent', 'invalid'],
  )
  if (consumer !== undefined) {
    return {
      totals: { [usersFile]: total(consumer.body) },
      permissions: [`May read users (${userSearch}): a consumer project.`],
      without: ['organizations', 'members'],
    }
  }
  const looked = await probe([
    {
      part: 'organizations',
      permission: 'the secret of a live or test project',
      isNeeded: true,
      ask: () => api.search(organizationSearch, { limit: 1 }),
      total,
    },
  ])
  return {
    ...looked,
    without: [usersFile],
    permissions: [`May read organizations and members (${organizationSearch}): a B2B project.`],
  }
}
