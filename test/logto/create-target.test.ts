import { afterEach, describe, expect, test } from 'vitest'
import { systemEffects } from '../../src/effects/system-effects.js'
import { AmbiguousOutcomeError } from '../../src/logto/retry/ambiguous-outcome-error.js'
import { createTarget, type TargetOptions } from '../../src/logto/create-target.js'
import { findUsers } from '../../src/logto/search/find-users.js'
import type { Attempt } from '../../src/logto/retry/target-observer.js'
import { createUser, deleteUser, getUser, listUsers } from '../../src/logto/calls/users.js'
import type { AdjustablePacer } from '../../src/pace/adjustable-pacer.js'
import { createWindowPacer } from '../../src/pace/window-pacer.js'
import { startSandbox } from '../../src/sandbox/start-sandbox.js'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) {
    await each.close()
  }
})

const start = async (sandboxOptions: SandboxOptions = {}, options: Partial<TargetOptions> = {}) => {
  const sandbox = await startSandbox(sandboxOptions)
  const attempts: Attempt[] = []
  let slots = 0
  const unpaced = createWindowPacer({ effects: systemEffects, rate: 'off' })
  const pacer: AdjustablePacer = {
    ...unpaced,
    take: (signal) => {
      slots += 1
      return unpaced.take(signal)
    },
  }
  const target = createTarget({
    endpoint: sandbox.url,
    appId: 'sandbox-app',
    appSecret: 'sandbox-secret',
    pacer,
    effects: systemEffects,
    observer: { onAttempt: (attempt) => attempts.push(attempt) },
    backoff: { baseMs: 1, capMs: 5 },
    ...options,
  })
  open.push(target, sandbox)
  return { sandbox, target, attempts, slots: () => slots }
}

test('users through the whole stack: create, find, list, delete', async () => {
  const { target, sandbox } = await start()
  const emails = Array.from({ length: 230 }, (_, index) => `user${index}@example.com`)
  const created = await Promise.all(emails.map((primaryEmail) => createUser(target.send, { primaryEmail })))
  expect(created.filter(({ value }) => value).length).toBe(230)
  expect((await createUser(target.send, { primaryEmail: 'USER1@example.com' })).refusal?.code).toBe(
    'user.email_already_in_use',
  )
  expect(await findUsers(target.send, 'primaryEmail', [...emails, 'nobody@example.com'])).toHaveLength(230)
  let listed = 0
  for await (const page of listUsers(target.send)) {
    listed += page.length
  }
  expect(listed).toBe(230)
  const id = created[0]?.value?.id ?? ''
  expect(await deleteUser(target.send, id)).toEqual({ value: 'deleted' })
  expect(await deleteUser(target.send, id)).toEqual({ value: 'absent' })
  expect(await getUser(target.send, id)).toBeUndefined()
  expect(sandbox.state().users).toHaveLength(229)
})

test('every attempt takes a slot and is observed, token requests and retries too', async () => {
  const { target, attempts, slots } = await start({
    faults: { tooManyRequests: { probability: 1, max: 3, retryAfterSeconds: 0 } },
  })
  await createUser(target.send, { username: 'jane' })
  expect(slots()).toBe(attempts.length)
  expect(attempts.filter(({ outcome }) => outcome.reason === 'rate_limited')).toHaveLength(3)
  expect(attempts.at(-1)).toMatchObject({
    route: 'POST /api/users',
    status: 200,
    outcome: { kind: 'success' },
  })
  expect(attempts.map(({ route }) => route)).toContain('POST /oidc/token')
})

test('a target that breaks off in every way: no create is applied twice, and none is reported done that is not', async () => {
  const { target, sandbox } = await start({
    seed: 5,
    faults: {
      tooManyRequests: { probability: 0.03, retryAfterSeconds: 0 },
      resetBeforeCommit: { probability: 0.05 },
      resetAfterCommit: { probability: 0.05 },
      error5xxBeforeCommit: { probability: 0.05 },
      error5xxAfterCommit: { probability: 0.05 },
      garbageBody: { probability: 0.03 },
      cutBody: { probability: 0.03 },
    },
  })
  let done = 0
  let unknown = 0
  const createOne = async (index: number) => {
    try {
      const { value } = await createUser(target.send, { name: `name ${index}` })
      done += value ? 1 : 0
    } catch (error) {
      expect(error).toBeInstanceOf(AmbiguousOutcomeError)
      unknown += 1
    }
  }
  for (let index = 0; index < 300; index += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, offset) => createOne(index + offset)))
  }
  const names = sandbox.state().users.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(done + unknown).toBe(300)
  expect(unknown).toBeGreaterThan(30)
  expect(names.length).toBeGreaterThanOrEqual(done)
  expect(names.length).toBeLessThanOrEqual(done + unknown)
})

test('tokens that live one second are renewed as often as needed, and no call fails', async () => {
  const { target, attempts } = await start({ tokenLifetimeSeconds: 1 })
  const untilMs = systemEffects.now() + 2500
  let count = 0
  while (systemEffects.now() < untilMs) {
    const { value } = await createUser(target.send, { username: `u${count}` })
    expect(value).toBeDefined()
    count += 1
    await systemEffects.sleep(20)
  }
  expect(attempts.filter(({ route }) => route === 'POST /oidc/token').length).toBeGreaterThanOrEqual(3)
})

test('the clock skew of the target is told', async () => {
  const { target } = await start({ clockSkewMs: -300_000 })
  await getUser(target.send, 'nobody')
  expect(Math.abs((target.clockSkewMs() ?? 0) + 300_000)).toBeLessThanOrEqual(2000)
})

test('an application without the role ends the run with what to do', async () => {
  const { target } = await start(
    {},
    { appId: 'sandbox-app-without-role', appSecret: 'sandbox-secret-without-role' },
  )
  await expect(createUser(target.send, {})).rejects.toMatchObject({ reason: 'target', code: 'missing_scope' })
})

describe('the endpoint', () => {
  const common = {
    appId: 'a',
    appSecret: 'b',
    pacer: createWindowPacer({ effects: systemEffects, rate: 'off' }),
    effects: systemEffects,
  }
  test.each<[string, Partial<TargetOptions>, string, string]>([
    ['Logto Cloud', { tenantId: 'abc123' }, 'https://abc123.logto.app', 'https://abc123.logto.app/api'],
    [
      'self-hosted',
      { endpoint: 'http://127.0.0.1:3001/' },
      'http://127.0.0.1:3001',
      'https://default.logto.app/api',
    ],
    [
      'below a path',
      { endpoint: 'https://x.test/auth/' },
      'https://x.test/auth',
      'https://default.logto.app/api',
    ],
    ['own resource', { endpoint: 'https://x.test', resource: 'urn:r' }, 'https://x.test', 'urn:r'],
  ])('%s', async (_id, options, endpoint, resource) => {
    const target = createTarget({ ...common, ...options })
    open.push(target)
    expect(target).toMatchObject({ endpoint, resource })
  })

  test.each<[string, Partial<TargetOptions>]>([
    ['absent', {}],
    ['no URL', { endpoint: 'localhost:3001' }],
    ['no http', { endpoint: 'ftp://x.test' }],
    ['with a password', { endpoint: 'https://user:pass@x.test' }],
    ['with a query', { endpoint: 'https://x.test/?a=b' }],
  ])('refused: %s', (_id, options) => {
    expect(() => createTarget({ ...common, ...options })).toThrow(/^LOGTO_ENDPOINT: /)
  })
})
