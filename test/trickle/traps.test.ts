import { expect, test, vi } from 'vitest'
import { systemEffects } from '../../src/effects/system-effects.js'
import { getUser } from '../../src/logto/calls/users.js'
import { startService } from '../../src/trickle/service/start-service.js'
import { readTally } from '../../src/trickle/service/tally-file.js'
import { openTrickle, secret } from './open-trickle.js'

test('the old password lets in once; then Logto has it, the hash is gone, and nobody is asked', async () => {
  const trickle = await openTrickle()
  const id = await trickle.addPerson('anna', 'old-secret')
  expect(await trickle.install()).toBe('installed')
  expect(await trickle.signIn('anna', 'not it')).toBe(422)
  expect(await trickle.signIn('ANNA', 'old-secret')).toBe(200)
  expect(await trickle.userOf(id)).toMatchObject({
    hasPassword: true,
    // The rest of migratedFrom is kept, though Logto merges at the top only.
    customData: { plan: 'gold', migratedFrom: { id: 'old-anna', system: 'devise', password: 'migrated' } },
  })
  const asked = trickle.hashes.asked
  expect(await trickle.signIn('anna', 'old-secret')).toBe(200)
  expect(await trickle.signIn('anna', 'not it')).toBe(422)
  expect(trickle.hashes.asked).toBe(asked)
  await vi.waitFor(() => expect(trickle.hashes.count()).toBe(0), { timeout: 10_000 })
  await trickle.service.close()
  expect(Object.values(await readTally(trickle.tallyPath))).toEqual([{ right: 1, wrong: 1, confirmed: 1 }])
})

test('a reset before the first sign-in: the old password is worth nothing, at once', async () => {
  const trickle = await openTrickle()
  const id = await trickle.addPerson('bob', 'old-secret')
  await trickle.install()
  await trickle.call('PATCH', `/api/users/${id}/password`, { password: 'brand-new' })
  // The mark still says pending: the script asks, and the service knows better.
  expect(await trickle.signIn('bob', 'old-secret')).toBe(422)
  expect(trickle.hashes.asked).toBe(0)
  expect(trickle.hashes.count()).toBe(0)
  expect(await trickle.signIn('bob', 'brand-new')).toBe(200)
})

test('a changed password after the first sign-in: neither the old one nor a wrong one', async () => {
  const trickle = await openTrickle()
  const id = await trickle.addPerson('carl', 'old-secret')
  await trickle.install()
  expect(await trickle.signIn('carl', 'old-secret')).toBe(200)
  await trickle.call('PATCH', `/api/users/${id}/password`, { password: 'brand-new' })
  expect(await trickle.signIn('carl', 'old-secret')).toBe(422)
  // Even for somebody whose mark was set back by hand.
  await trickle.call('PATCH', `/api/users/${id}/custom-data`, {
    customData: { migratedFrom: { password: 'pending' } },
  })
  expect(await trickle.signIn('carl', 'old-secret')).toBe(422)
  // The service was asked, and it was that which refused.
  expect(await trickle.service.metrics.read()).toContain('trickle_tries_total{result="has_password"} 1')
  expect(await trickle.signIn('carl', 'brand-new')).toBe(200)
})

test('a suspended person stays out, and keeps the hash for later', async () => {
  const trickle = await openTrickle()
  const id = await trickle.addPerson('dora', 'old-secret')
  await trickle.install()
  await trickle.call('PATCH', `/api/users/${id}/is-suspended`, { isSuspended: true })
  expect(await trickle.signIn('dora', 'old-secret')).toBe(422)
  expect(trickle.hashes.asked).toBe(0)
  await trickle.call('PATCH', `/api/users/${id}/is-suspended`, { isSuspended: false })
  expect(await trickle.signIn('dora', 'old-secret')).toBe(200)
})

test('two sign-ins at once: both are in, and one password is stored', async () => {
  const trickle = await openTrickle()
  const id = await trickle.addPerson('emil', 'old-secret')
  await trickle.install()
  // None goes on before all of them have been asked: at once, however slow the machine.
  let open = (): void => undefined
  trickle.hashes.gate = new Promise((resolve) => (open = resolve))
  const before = trickle.hashes.asked
  const signIns = [
    trickle.signIn('emil', 'old-secret'),
    trickle.signIn('emil', 'old-secret'),
    trickle.signIn('emil', 'not it'),
  ]
  await vi.waitFor(() => expect(trickle.hashes.asked).toBe(before + 3), { timeout: 3000, interval: 5 })
  open()
  expect(await Promise.all(signIns)).toEqual([200, 200, 422])
  expect(await trickle.userOf(id)).toMatchObject({ hasPassword: true })
  expect(await trickle.signIn('emil', 'old-secret')).toBe(200)
})

test('the service down: a wrong password, and everything as before once it is back', async () => {
  const trickle = await openTrickle()
  const id = await trickle.addPerson('fred', 'old-secret')
  await trickle.install()
  const { port } = new URL(trickle.service.url)
  await trickle.service.close()
  expect(await trickle.signIn('fred', 'old-secret')).toBe(422)
  expect(await trickle.userOf(id)).toMatchObject({
    hasPassword: false,
    customData: { migratedFrom: { password: 'pending' } },
  })
  const again = await startService({
    port: Number(port),
    secret,
    hashes: trickle.hashes,
    readUser: (userId, signal) => getUser(trickle.managementSend, userId, {}, signal),
    tallyPath: trickle.tallyPath,
    effects: systemEffects,
  })
  expect(await trickle.signIn('fred', 'old-secret')).toBe(200)
  await again.close()
})

test('an answer that was lost on the way: the hash is still there for the next try', async () => {
  const trickle = await openTrickle()
  const id = await trickle.addPerson('gina', 'old-secret')
  await trickle.install()
  // The service says yes, and Logto does not take it.
  const { script, environmentVariables, ...rest } =
    trickle.sandbox.state().actions['action.postFirstFactorVerification']!
  const lossy = script.replace("action: 'updateUser'", "action: 'lost'")
  await trickle.call('PUT', '/api/configs/actions/action.postFirstFactorVerification', {
    ...rest,
    environmentVariables,
    script: lossy,
  })
  expect(await trickle.signIn('gina', 'old-secret')).toBe(422)
  await trickle.service.close()
  expect(trickle.hashes.passwords.has(id)).toBe(true)
})

test('killed before Logto could be asked: the next service asks, and the hash is gone', async () => {
  const trickle = await openTrickle()
  await trickle.addPerson('hana', 'old-secret')
  await trickle.install()
  expect(await trickle.signIn('hana', 'old-secret')).toBe(200)
  // The first one is left as a kill would leave it: its memory is not asked any more.
  expect(trickle.hashes.count()).toBe(1)
  const again = await startService({
    secret,
    hashes: trickle.hashes,
    readUser: (userId, signal) => getUser(trickle.managementSend, userId, {}, signal),
    tallyPath: trickle.tallyPath,
    effects: systemEffects,
  })
  await again.close()
  expect(trickle.hashes.count()).toBe(0)
})

test('nobody is asked who is not waiting, or whom Logto does not know', async () => {
  const trickle = await openTrickle()
  await trickle.createUser({ primaryEmail: 'new@example.com' })
  await trickle.install()
  const before = await trickle.service.metrics.read()
  expect(await trickle.signIn('new', 'anything')).toBe(422)
  expect(await trickle.signIn('stranger', 'anything')).toBe(422)
  const results = /^trickle_tries_total\{.*$/gm
  expect((await trickle.service.metrics.read()).match(results)).toEqual(before.match(results))
})
