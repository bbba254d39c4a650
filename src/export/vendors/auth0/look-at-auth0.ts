import type { JsonValue } from '../../../source/source-record.js'
import { usersFile } from '../../export-source.js'
import { probe } from '../reader/probe.js'
import { rowsOf, textOf } from '../reader/read-pages.js'
import { unlessRefused } from '../reader/vendor-refusal.js'
import type { VendorAnswer, VendorApi } from '../reader/vendor-api.js'
import type { VendorAsked, VendorLook } from '../vendor.js'
import { changedSince } from './read-users-by-search.js'

/** Roles within an organization come only when they are asked for. */
export const memberFields = '&fields=user_id%2Croles&include_fields=true'

/** One small question for each scope. */
export const lookAtAuth0 = async (api: VendorApi, { since }: VendorAsked): Promise<VendorLook> => {
  const organizations = await unlessRefused(() => api.get('/api/v2/organizations?take=1'))
  const first = organizations && rowsOf(organizations, 'organizations')[0]
  const inFirst = (path: string) => (): Promise<VendorAnswer> =>
    first === undefined
      ? api.get('/api/v2/organizations?take=1')
      : api.get(`/api/v2/organizations/${encodeURIComponent(textOf(first, 'id') ?? '')}/${path}`)
  return probe([
    {
      part: usersFile,
      permission: 'read:users',
      isNeeded: true,
      ask: () =>
        api.get(
          `/api/v2/users?search_engine=v3&per_page=1&include_totals=true&fields=user_id${changedSince(since, '&q=')}`,
        ),
      total: readTotal,
    },
    {
      part: 'organizations',
      permission: 'read:organizations',
      ask: () => api.get('/api/v2/organizations?per_page=1&include_totals=true'),
      total: readTotal,
    },
    {
      part: 'members',
      permission: 'read:organization_members and read:organization_member_roles',
      ask: inFirst(`members?take=1${memberFields}`),
    },
    {
      part: 'roles',
      permission: 'read:roles',
      ask: () => api.get('/api/v2/roles?per_page=1'),
    },
    {
      part: 'invitations',
      permission: 'read:organization_invitations',
      ask: inFirst('invitations?per_page=1'),
    },
  ])
}

const readTotal = (body: JsonValue): number | undefined => {
  const total = typeof body === 'object' && body !== null && !Array.isArray(body) ? body['total'] : undefined
  return typeof total === 'number' ? total : undefined
}
