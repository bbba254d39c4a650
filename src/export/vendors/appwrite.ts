import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { usersFile } from '../export-source.js'
import { idOf } from './reader/id-of.js'
import { isLastPage } from './reader/is-last-page.js'
import { pagesWithin } from './reader/pages-within.js'
import { pagesOf, rowsOf } from './reader/read-pages.js'
import type { VendorAnswer, VendorApi } from './reader/vendor-api.js'
import { probe } from './reader/probe.js'
import type { Vendor } from './vendor.js'

const size = 100

/** Appwrite's server API: users with their hashes, identities, teams and their members. */
export const appwrite: Vendor = {
  name: 'appwrite',
  title: 'Appwrite',
  origin: 'https://cloud.appwrite.io/v1',
  variables: { projectId: 'APPWRITE_PROJECT_ID', key: 'APPWRITE_API_KEY' },
  optional: { origin: 'APPWRITE_ENDPOINT' },
  rate: '20/s',
  authorize: ({ projectId, key }) => ({
    'x-appwrite-project': projectId ?? '',
    'x-appwrite-key': key ?? '',
  }),
  withheld: ['Appwrite gives no factors’ secrets out.'],
  canSince: true,
  look: (api, { since }) =>
    probe([
      {
        part: usersFile,
        permission: 'users.read',
        isNeeded: true,
        ask: () => api.get(`/users${queries(1, undefined, changedSince(since))}`),
        total: readTotal,
      },
      {
        part: 'identities',
        permission: 'users.read',
        ask: () => api.get(`/users/identities${queries(1)}`),
        total: readTotal,
      },
      { part: 'memberships', permission: 'teams.read', ask: () => api.get(`/teams${queries(1)}`) },
    ]),
  parts: (api, { since }) => [
    pagesOf(usersFile, [usersFile], async (cursor) => {
      const { rows, next } = await list(api, '/users', 'users', cursor, changedSince(since))
      return { rows: { [usersFile]: rows }, next }
    }),
    pagesOf('identities', ['identities'], async (cursor) => {
      const { rows, next } = await list(api, '/users/identities', 'identities', cursor)
      return { rows: { identities: rows.map(withoutTokens) }, next }
    }),
    pagesWithin(
      'memberships',
      ['memberships'],
      '$id',
      async (cursor) => {
        const { rows, next } = await list(api, '/teams', 'teams', cursor)
        return { items: rows, next }
      },
      async (team, cursor) => {
        const path = `/teams/${encodeURIComponent(idOf(team, '$id'))}/memberships`
        const { rows, next } = await list(api, path, 'memberships', cursor)
        // The team's own name: a membership may have an older one, or none.
        return {
          rows: { memberships: rows.map((row) => ({ ...row, teamName: team['name'] ?? null })) },
          next,
        }
      },
    ),
  ],
}

type Query = { method: string; attribute?: string; values: (string | number)[] }

const queries = (limit: number, after?: JsonValue, more: readonly Query[] = []): string => {
  const all: Query[] = [
    { method: 'limit', values: [limit] },
    ...(typeof after === 'string' ? [{ method: 'cursorAfter', values: [after] }] : []),
    ...more,
  ]
  return `?${all.map((query) => `queries[]=${encodeURIComponent(JSON.stringify(query))}`).join('&')}`
}

const changedSince = (since: string | undefined): Query[] =>
  since === undefined ? [] : [{ method: 'greaterThanEqual', attribute: '$updatedAt', values: [since] }]

const list = async (
  api: VendorApi,
  path: string,
  name: string,
  after?: JsonValue,
  more: readonly Query[] = [],
): Promise<{ rows: JsonObject[]; next: string | undefined }> => {
  const answer: VendorAnswer = await api.get(`${path}${queries(size, after, more)}`)
  const rows = rowsOf(answer, name)
  const last = rows.at(-1)
  return { rows, next: last === undefined || isLastPage(rows.length, size) ? undefined : idOf(last, '$id') }
}

const readTotal = (body: JsonValue): number | undefined =>
  z.looseObject({ total: z.number() }).safeParse(body).data?.total

/** Tokens of providers are nobody's business. */
const withoutTokens = (row: JsonObject): JsonObject =>
  Object.fromEntries(
    ['$id', 'userId', 'provider', 'providerUid', 'providerEmail'].map((name) => [name, row[name] ?? null]),
  )
