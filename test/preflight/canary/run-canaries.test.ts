import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AmbiguousOutcomeError } from '../../../src/logto/retry/ambiguous-outcome-error.js'
import type { ApiRequest, Send } from '../../../src/logto/http/api-call.js'
import { usualFamilies } from '../../../src/preflight/canary/canary-digest.js'
import { judgePreflight } from '../../../src/preflight/preflight-report.js'
import { type CanaryReport, runCanaries } from '../../../src/preflight/canary/run-canaries.js'
import { openSandbox } from '../../sandbox/sandbox-client.js'

/** The sandbox as a `Send`, with what stands between it and the canaries. */
const openTarget = async (
  change: (request: ApiRequest, send: Send) => ReturnType<Send> = (r, send) => send(r),
) => {
  const { sandbox, call, createUser } = await openSandbox()
  const direct: Send = async ({ method, path, body }) => {
    const { status, headers, body: answer } = await call(method, path, body)
    return { status, headers: Object.fromEntries(headers), body: answer }
  }
  return { sandbox, createUser, send: (request: ApiRequest) => change(request, direct) }
}

const effects = { now: () => 0, sleep: () => Promise.resolve() }

const run = (send: Send, families: readonly string[] = ['Bcrypt'], stop = new AbortController().signal) =>
  runCanaries({ send, families, randomBytes, effects, settleWithinMs: 0, stop })

const outcomesOf = ({ results }: CanaryReport) =>
  Object.fromEntries(results.map(({ family, outcome }) => [family, outcome]))

const pace = { roundTripMs: 1, requestsPerSecond: undefined }
const none = { count: 0, isCapped: false }
const tenant = {
  users: none,
  applications: none,
  resources: none,
  roles: none,
  organizations: none,
  connectors: none,
  webhooks: none,
}

const noIds = { ids: undefined, keepIds: false }

const judge = (canary: CanaryReport) =>
  judgePreflight({
    endpoint: 'x',
    clockSkewMs: 0,
    pace,
    tenant,
    collisions: undefined,
    checks: [],
    withoutSignIn: 0,
    users: undefined,
    canary,
    ...noIds,
  })

const isCreate = ({ method, path }: ApiRequest): boolean => method === 'POST' && path === '/api/users'
const isVerify = ({ path }: ApiRequest): boolean => path.endsWith('/password/verify')

/** Text of a create request, to be changed as an older or broken target would read it. */
const rewriteDigest = (request: ApiRequest, change: (digest: string) => string): ApiRequest => {
  const body = request.body as { passwordDigest?: string }
  return { ...request, body: { ...body, passwordDigest: change(body.passwordDigest ?? '') } }
}

describe('the canaries', () => {
  it('find that a good target verifies every family, and leave nobody behind', async () => {
    const { sandbox, send } = await openTarget()
    const report = await run(send, usualFamilies)
    expect(new Set(Object.values(outcomesOf(report)))).toEqual(new Set(['works']))
    expect(report).toMatchObject({ staleDeleted: 0, leftBehind: [], showsDigests: true })
    expect(sandbox.state().users).toEqual([])
    expect(judge(report).isReady).toBe(true)
  })

  it('find an older Logto: hex: salts are text there, and firebase-scrypt is not known', async () => {
    const { sandbox, send } = await openTarget(async (request, direct) => {
      if (isCreate(request)) {
        if (JSON.stringify(request.body).includes('firebase-scrypt')) {
          const body = { code: 'password.unsupported_legacy_hash_algorithm', message: 'Unsupported.' }
          return { status: 400, headers: {}, body }
        }
        return direct(rewriteDigest(request, (digest) => digest.replace('hex:', 'hex;')))
      }
      const response = await direct(request)
      if (request.path.includes('includePasswordHash'))
        Reflect.deleteProperty(response.body as object, 'passwordDigest')
      return response
    })
    const report = await run(send, usualFamilies)
    expect(outcomesOf(report)).toMatchObject({
      Bcrypt: 'works',
      'Legacy pbkdf2 sha256': 'works',
      'Legacy pbkdf2 sha256 hex:': 'right_refused',
      'Legacy firebase-scrypt': 'create_refused',
    })
    expect(sandbox.state().users).toEqual([])
    const { isReady, checks } = judge(report)
    expect(isReady).toBe(false)
    expect(checks.find(({ name }) => name === 'canary')?.message).toContain(
      'Logto 1.38 or newer is needed for hex: salts and firebase-scrypt',
    )
    expect(checks.find(({ name }) => name === 'version')?.message).toContain('older than 1.38')
  })

  it.each([
    ['accepts everything', 204, 'wrong_accepted'],
    ['refuses everything', 422, 'right_refused'],
  ] as const)('find a target that %s', async (_title, status, outcome) => {
    const { sandbox, send } = await openTarget((request, direct) =>
      isVerify(request)
        ? Promise.resolve({ status, headers: {}, body: { code: 'session.invalid_credentials' } })
        : direct(request),
    )
    expect(outcomesOf(await run(send))).toEqual({ Bcrypt: outcome })
    expect(sandbox.state().users).toEqual([])
  })

  it('find a digest that the target fails on', async () => {
    const { send } = await openTarget((request, direct) =>
      direct(isCreate(request) ? rewriteDigest(request, (digest) => digest.slice(0, -3)) : request),
    )
    expect(outcomesOf(await run(send, ['MD5']))).toEqual({ MD5: 'right_refused' })
    const broken = await openTarget((request, direct) => {
      if (isVerify(request)) throw new AmbiguousOutcomeError('POST', 'server_error', 500)
      return direct(request)
    })
    expect(outcomesOf(await run(broken.send))).toEqual({ Bcrypt: 'unusable_hash' })
    expect(broken.sandbox.state().users).toEqual([])
  })

  it('delete the user of a create whose answer got lost', async () => {
    const { sandbox, send } = await openTarget(async (request, direct) => {
      const response = await direct(request)
      if (isCreate(request)) throw new AmbiguousOutcomeError('POST /api/users', 'no_usable_answer', undefined)
      return response
    })
    expect((await run(send)).results).toEqual([
      { family: 'Bcrypt', outcome: 'no_answer', code: 'no_usable_answer' },
    ])
    expect(sandbox.state().users).toEqual([])
  })

  it('delete the user when the check itself breaks', async () => {
    const { sandbox, send } = await openTarget((request, direct) => {
      if (isVerify(request)) throw new Error('broken')
      return direct(request)
    })
    await expect(run(send)).rejects.toThrow('broken')
    expect(sandbox.state().users).toEqual([])
  })

  it('name the users that cannot be deleted, and find them next time', async () => {
    let isRefusing = true
    const { sandbox, send } = await openTarget((request, direct) =>
      isRefusing && request.method === 'DELETE'
        ? Promise.resolve({ status: 403, headers: {}, body: {} })
        : direct(request),
    )
    const report = await run(send, ['MD5', 'SHA1'])
    expect(report.leftBehind).toEqual(sandbox.state().users.map(({ id }) => id))
    expect(judge(report).isReady).toBe(false)
    isRefusing = false
    expect(await run(send, ['MD5'])).toMatchObject({ staleDeleted: 2, leftBehind: [] })
    expect(sandbox.state().users).toEqual([])
  })

  it('never touch other people, whatever their username', async () => {
    const { sandbox, createUser, send } = await openTarget()
    await createUser({ username: 'logto_migrate_canary_x' })
    await createUser({ username: 'logtoXmigrateXcanaryXy', customData: { logtoMigrateCanary: 'x' } })
    await run(send)
    expect(sandbox.state().users).toHaveLength(2)
  })

  it('stop between two families', async () => {
    const controller = new AbortController()
    const { sandbox, send } = await openTarget((request, direct) => {
      if (isVerify(request)) controller.abort(new Error('stopped'))
      return direct(request)
    })
    await expect(run(send, ['MD5', 'SHA1'], controller.signal)).rejects.toThrow('stopped')
    expect(sandbox.state().users).toEqual([])
  })
})
