import { createHash, createHmac } from 'node:crypto'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importVendor, makeMemoryFolder, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import {
  exportFrom,
  lookAt,
  readRows,
  startVendor,
  type VendorQuestion,
  type VendorReply,
} from '../../support/servers/vendor-server.js'

const secret = 'cognito-secret-value'
const region = 'eu-central-1'
const pools = ['eu-central-1_aaa', 'eu-central-1_bbb', 'eu-central-1_ccc']

const env = (origin: string) => ({
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_REGION: region,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: origin,
})

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Signature version 4, as AWS checks it. */
const isSigned = ({ method, url, headers, text }: VendorQuestion): boolean => {
  const match =
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/(\d{8})\/([\w-]+)\/cognito-idp\/aws4_request, SignedHeaders=([\w;-]+), Signature=([\da-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (match === null) return false
  const [, date = '', signedRegion = '', names = '', signature] = match
  const canonical = [
    method,
    url.pathname,
    '',
    ...names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    sha256(text),
  ].join('\n')
  const scope = `${date}/${signedRegion}/cognito-idp/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), signedRegion), 'cognito-idp'), 'aws4_request')
  return signedRegion === region && hmac(key, toSign).toString('hex') === signature
}

interface MockOptions {
  denied?: string[]
  users?: number
}

const makeUser = (pool: string, index: number) => ({
  Username: `user${index}@login.example.com`,
  Attributes: [
    { Name: 'sub', Value: `${pool}-${index}` },
    { Name: 'email', Value: `user${index}@${pool.split('_')[1]}.example.com` },
    { Name: 'email_verified', Value: 'true' },
    { Name: 'custom:plan', Value: 'pro' },
  ],
  UserCreateDate: 1_700_000_000.123,
  UserLastModifiedDate: 1_700_000_000.5,
  Enabled: true,
  UserStatus: 'CONFIRMED',
})

/** By https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference. Errors come with 400. */
const mockCognito =
  ({ denied = [], users = 70 }: MockOptions = {}) =>
  (question: VendorQuestion): VendorReply => {
    const { method, url, headers, json } = question
    expect([method, url.pathname, headers['content-type']]).toEqual([
      'POST',
      '/',
      'application/x-amz-json-1.1',
    ])
    const action = String(headers['x-amz-target']).split('.')[1]!
    if (!isSigned(question))
      return { status: 400, body: { __type: 'InvalidSignatureException', message: secret } }
    if (denied.includes(action))
      return { status: 400, body: { __type: 'com.amazon.coral.service#AccessDeniedException' } }
    const body = json as { [name: string]: string | number | undefined }
    const pool = String(body['UserPoolId'])
    const page = (rows: unknown[], file: string, mark: string, most: number): VendorReply => {
      expect(Number(body['Limit'] ?? body['MaxResults'])).toBeLessThanOrEqual(60)
      const start = Number(body[mark] ?? 0)
      const end = start + most
      return {
        body: { [file]: rows.slice(start, end), ...(end < rows.length ? { [mark]: String(end) } : {}) },
      }
    }
    const people = Array.from({ length: users }, (_, index) => makeUser(pool, index))
    switch (action) {
      case 'ListUserPools':
        return page(
          pools.map((Id) => ({ Id, Name: Id })),
          'UserPools',
          'NextToken',
          2,
        )
      case 'DescribeUserPool':
        return { body: { UserPool: { Id: pool, EstimatedNumberOfUsers: users } } }
      case 'ListUsers':
        return page(people, 'Users', 'PaginationToken', Math.min(60, Number(body['Limit'])))
      case 'ListGroups':
        return page(
          pool === pools[1] ? [] : ['admins', 'editors'].map((GroupName) => ({ GroupName })),
          'Groups',
          'NextToken',
          1,
        )
      case 'ListUsersInGroup':
        return page(
          body['GroupName'] === 'admins' && pool === pools[0] ? people.slice(0, 3) : [],
          'Users',
          'NextToken',
          2,
        )
      default:
        return { status: 400, body: { __type: 'UnknownOperationException' } }
    }
  }

it('cognito: all pools of a region, however it is broken off', async () => {
  const files = await rehearseVendor({ system: 'cognito', answer: mockCognito(), env, secrets: [secret] })
  expect(files['users']).toHaveLength(210)
  expect(new Set(files['users']!.map(({ UserPoolId }) => UserPoolId))).toEqual(new Set(pools))
  expect(files['groups']).toEqual(
    [0, 1, 2].map((index) => ({
      UserPoolId: pools[0],
      Username: `user${index}@login.example.com`,
      GroupName: 'admins',
    })),
  )
})

it('cognito: waits when it is throttled with 400, and says what may not be read', async () => {
  let asked = 0
  const mock = mockCognito({ denied: ['ListGroups', 'DescribeUserPool'], users: 2 })
  const origin = await startVendor((question) => {
    asked += 1
    return asked % 2 === 1 ? { status: 400, body: { __type: 'TooManyRequestsException' } } : mock(question)
  })
  const one = { ...env(origin), COGNITO_USER_POOL_ID: pools[0]! }
  expect(await lookAt('cognito', one)).toMatchObject({
    parts: [{ name: 'users', total: undefined }],
    withheld: [expect.stringContaining('hashes'), expect.stringContaining('cognito-idp:ListGroups')],
  })
  const folder = join(await makeMemoryFolder(), 'cognito')
  await exportFrom('cognito', one, folder)
  expect(await readRows(folder, 'users')).toHaveLength(2)

  const wrong = exportFrom('cognito', { ...one, AWS_SECRET_ACCESS_KEY: 'other' }, `${folder}2`)
  await expect(wrong).rejects.toMatchObject({
    code: 'source_refused',
    message: expect.not.stringContaining(secret),
  })
  const nowhere = exportFrom('cognito', { ...env(origin), AWS_REGION: '' }, `${folder}3`)
  await expect(nowhere).rejects.toMatchObject({ code: 'source_incomplete' })
  const since = exportFrom('cognito', one, `${folder}4`, { since: '2026-01-01T00:00:00.000Z' })
  await expect(since).rejects.toMatchObject({ code: 'since_unknown' })
})

it('cognito: what was exported is imported and verified, and groups stay in their pool', async () => {
  const state = await importVendor({ system: 'cognito', answer: mockCognito({ users: 4 }), env })
  // Each pool has somebody of that name.
  const admins = state.roles.find(({ name }) => name === 'admins')
  const inRole = state.users
    .filter(({ roleIds }) => roleIds.includes(admins!.id))
    .map(({ primaryEmail }) => primaryEmail)
  expect(inRole.toSorted()).toEqual([
    'user0@aaa.example.com',
    'user1@aaa.example.com',
    'user2@aaa.example.com',
  ])
})
