import { AwsV4Signer } from 'aws4fetch'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { usersFile } from '../export-source.js'
import { idOf } from './reader/id-of.js'
import { MarkWatch } from './reader/mark-watch.js'
import { missingAccess } from './reader/missing-access.js'
import type { OuterPage } from './reader/pages-within.js'
import { pagesWithin } from './reader/pages-within.js'
import { probe } from './reader/probe.js'
import { rowsOf, textOf } from './reader/read-pages.js'
import { unlessRefused, type Verdict } from './reader/vendor-refusal.js'
import type { VendorAnswer, VendorApi } from './reader/vendor-api.js'
import type { Vendor, VendorLook, VendorValues } from './vendor.js'

/** The most that one page has. */
const pageSize = 60

/** Amazon Cognito: users and groups of one pool, or of all in a region. */
export const cognito: Vendor = {
  name: 'cognito',
  title: 'Amazon Cognito',
  variables: { keyId: 'AWS_ACCESS_KEY_ID', secret: 'AWS_SECRET_ACCESS_KEY' },
  optional: {
    sessionToken: 'AWS_SESSION_TOKEN',
    region: 'AWS_REGION',
    defaultRegion: 'AWS_DEFAULT_REGION',
    pools: 'COGNITO_USER_POOL_ID',
    endpoint: 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  },
  complete: (values) => {
    // The id of a pool begins with its region.
    const region =
      values['region'] ?? values['defaultRegion'] ?? /^([a-z\d-]{1,40})_/.exec(values['pools'] ?? '')?.[1]
    if (region === undefined) throw missingAccess('Amazon Cognito', 'AWS_REGION, or COGNITO_USER_POOL_ID')
    const host = `cognito-idp.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
    return { ...values, region, origin: values['endpoint'] ?? `https://${host}` }
  },
  // Lists of users have thirty requests a second, the others fifteen or more.
  rate: '12/s',
  authorize: () => ({}),
  sign: async ({ method, url, headers, body }, { keyId = '', secret = '', sessionToken, region }, nowMs) => {
    const signer = new AwsV4Signer({
      method,
      url,
      headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' },
      ...(body === undefined ? {} : { body }),
      accessKeyId: keyId,
      secretAccessKey: secret,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      ...(region === undefined ? {} : { region }),
      service: 'cognito-idp',
      datetime: new Date(nowMs).toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
    })
    return Object.fromEntries((await signer.sign()).headers)
  },
  judge: (_status, body) => verdicts[nameOfError(body)],
  withheld: [
    'Cognito gives no password hashes and no factors’ secrets out, and its lists do not say who has a second factor.',
  ],
  canSince: false,
  look: (api, { values }) => lookAtPools(api, values),
  parts: (api, { values }) => [
    pagesWithin(usersFile, [usersFile], 'Id', listPools(api, values), async (pool, token) => {
      const UserPoolId = idOf(pool, 'Id')
      const answer = await ask(api, 'ListUsers', {
        UserPoolId,
        Limit: pageSize,
        ...markOf('PaginationToken', token),
      })
      const users = rowsOf(answer, 'Users').map((user) => ({ ...user, UserPoolId }))
      return { rows: { [usersFile]: users }, next: textOf(answer.body, 'PaginationToken') }
    }),
    pagesWithin('groups', ['groups'], 'key', listGroups(api, values), async (group, token) => {
      const { UserPoolId = null, GroupName = null } = group
      const asked = { UserPoolId, GroupName, Limit: pageSize, ...markOf('NextToken', token) }
      const answer = await ask(api, 'ListUsersInGroup', asked)
      const rows = rowsOf(answer, 'Users').map(({ Username = null }) => ({ UserPoolId, Username, GroupName }))
      return { rows: { groups: rows }, next: textOf(answer.body, 'NextToken') }
    }),
  ],
}

type Action = 'ListUserPools' | 'DescribeUserPool' | 'ListUsers' | 'ListGroups' | 'ListUsersInGroup'

const ask = (api: VendorApi, action: Action, body: JsonValue): Promise<VendorAnswer> =>
  api.search('/', body, { 'x-amz-target': `AWSCognitoIdentityProviderService.${action}` })

const markOf = (name: string, mark: JsonValue | undefined): JsonObject =>
  typeof mark === 'string' ? { [name]: mark } : {}

/** The pools that were named, as one page, or those of the region. */
const listPools =
  (api: VendorApi, { pools }: VendorValues) =>
  async (token: JsonValue | undefined): Promise<OuterPage> => {
    if (pools !== undefined) {
      const named = pools.split(/[\s,]+/).filter((id) => id !== '')
      return { items: named.map((Id) => ({ Id })), next: undefined }
    }
    const answer = await ask(api, 'ListUserPools', { MaxResults: pageSize, ...markOf('NextToken', token) })
    return { items: rowsOf(answer, 'UserPools'), next: textOf(answer.body, 'NextToken') }
  }

/** All groups of a page of pools: a pool has few. */
const listGroups =
  (api: VendorApi, values: VendorValues) =>
  async (token: JsonValue | undefined): Promise<OuterPage> => {
    const pools = await listPools(api, values)(token)
    const items: JsonObject[] = []
    for (const pool of pools.items) {
      const UserPoolId = idOf(pool, 'Id')
      const watch = new MarkWatch('groups')
      let mark: string | undefined
      do {
        const asked = { UserPoolId, Limit: pageSize, ...markOf('NextToken', mark) }
        const answer = await ask(api, 'ListGroups', asked)
        for (const group of rowsOf(answer, 'Groups')) {
          const GroupName = idOf(group, 'GroupName')
          items.push({ UserPoolId, GroupName, key: `${UserPoolId} ${GroupName}` })
        }
        mark = textOf(answer.body, 'NextToken')
        watch.mustBeNew(mark)
      } while (mark !== undefined)
    }
    return { items, next: pools.next }
  }

const lookAtPools = async (api: VendorApi, values: VendorValues): Promise<VendorLook> => {
  let total: number | undefined = 0
  let first: string | undefined
  const watch = new MarkWatch('user pools')
  for (let mark: JsonValue | undefined, isFirst = true; isFirst || mark !== undefined; isFirst = false) {
    const { items, next } = await listPools(api, values)(mark)
    for (const pool of items) {
      const UserPoolId = idOf(pool, 'Id')
      first ??= UserPoolId
      const described = await unlessRefused(() => ask(api, 'DescribeUserPool', { UserPoolId }))
      const count = described === undefined ? undefined : readEstimate(described.body)
      total = total === undefined || count === undefined ? undefined : total + count
    }
    watch.mustBeNew(next)
    mark = next
  }
  if (first === undefined) return { totals: { [usersFile]: 0 }, withheld: ['The region has no user pool.'] }
  const UserPoolId = first
  const looked = await probe([
    {
      part: usersFile,
      permission: 'cognito-idp:ListUsers',
      isNeeded: true,
      ask: () => ask(api, 'ListUsers', { UserPoolId, Limit: 1 }),
      total: () => total,
    },
    {
      part: 'groups',
      permission: 'cognito-idp:ListGroups and cognito-idp:ListUsersInGroup',
      ask: () => ask(api, 'ListGroups', { UserPoolId, Limit: 1 }),
    },
  ])
  return looked
}

const readEstimate = (body: JsonValue): number | undefined => {
  const pool =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? body['UserPool'] : undefined
  const count =
    typeof pool === 'object' && pool !== null && !Array.isArray(pool) ? pool['EstimatedNumberOfUsers'] : 0
  return typeof count === 'number' ? count : undefined
}

/** Cognito says most of it with 400. */
const verdicts: { readonly [error: string]: Verdict | undefined } = {
  AccessDeniedException: 'refused',
  ExpiredTokenException: 'refused',
  IncompleteSignatureException: 'refused',
  InternalErrorException: 'transient',
  InvalidSignatureException: 'refused',
  LimitExceededException: 'transient',
  MissingAuthenticationTokenException: 'refused',
  NotAuthorizedException: 'refused',
  ResourceNotFoundException: 'absent',
  ThrottlingException: 'transient',
  TooManyRequestsException: 'transient',
  UnrecognizedClientException: 'refused',
}

const nameOfError = (body: JsonValue): string => (textOf(body, '__type') ?? '').split('#').at(-1)!
