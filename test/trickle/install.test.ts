import { expect, test } from 'vitest'
import { removeAction } from '../../src/trickle/script/remove-action.js'
import { actionScript } from '../../src/trickle/script/action-script.js'
import type { Action } from '../../src/logto/calls/actions.js'
import { openTrickle, secret } from './open-trickle.js'

const key = 'action.postFirstFactorVerification'
const theirs: Action = {
  script: 'const runAction = async () => undefined',
  environmentVariables: { TOKEN: 'theirs' },
  enabled: true,
}

test('the script is short, readable, and holds no secret', () => {
  expect(actionScript.length).toBeLessThan(2500)
  expect(actionScript).not.toContain(secret)
  for (const line of actionScript.split('\n')) expect(line.length).toBeLessThan(121)
})

test('is tried by Logto first: a service that is not reached, or has another secret, installs nothing', async () => {
  const trickle = await openTrickle()
  await expect(trickle.install({ url: 'http://127.0.0.1:1/verify' })).rejects.toMatchObject({
    code: 'action_test_failed',
  })
  await expect(trickle.install({ secret: 'another' })).rejects.toMatchObject({ code: 'action_test_failed' })
  expect(trickle.sandbox.state().actions).toEqual({})
  expect(await trickle.install()).toBe('installed')
  expect(await trickle.install()).toBe('updated')
  expect(trickle.sandbox.state().actions[key]).toEqual({
    script: actionScript,
    environmentVariables: { TRICKLE_URL: `${trickle.service.url}/verify`, TRICKLE_SECRET: secret },
    enabled: true,
    onExecutionError: 'block',
  })
  // The dry runs touched nobody and are no tries.
  expect(trickle.hashes.asked).toBe(0)
})

test('never overwrites a foreign action unasked; keeps the one it replaces, and puts it back', async () => {
  const trickle = await openTrickle()
  await trickle.call('PUT', `/api/configs/actions/${key}`, theirs)
  await expect(trickle.install()).rejects.toMatchObject({ code: 'action_foreign' })
  expect(trickle.sandbox.state().actions[key]).toEqual(theirs)
  await expect(removeAction(trickle.managementSend, undefined)).rejects.toMatchObject({
    code: 'action_foreign',
  })
  let kept: Action | undefined
  const keepReplaced = (action: Action): Promise<void> => {
    kept = action
    return Promise.resolve()
  }
  expect(await trickle.install({ mayReplace: true, keepReplaced })).toBe('replaced')
  expect(kept).toEqual(theirs)
  expect(await removeAction(trickle.managementSend, kept)).toBe('put_back')
  expect(trickle.sandbox.state().actions[key]).toEqual(theirs)
  // Called again, as after an answer that was lost.
  expect(await removeAction(trickle.managementSend, kept)).toBe('put_back')
})

test('does not replace what could not be kept', async () => {
  const trickle = await openTrickle()
  await trickle.call('PUT', `/api/configs/actions/${key}`, theirs)
  const full = (): Promise<void> => Promise.reject(new Error('disk full'))
  await expect(trickle.install({ mayReplace: true, keepReplaced: full })).rejects.toThrow('disk full')
  expect(trickle.sandbox.state().actions[key]).toEqual(theirs)
})

test('is removed, and what is not there is no error', async () => {
  const trickle = await openTrickle()
  await trickle.install()
  expect(await removeAction(trickle.managementSend, undefined)).toBe('removed')
  expect(trickle.sandbox.state().actions).toEqual({})
  expect(await removeAction(trickle.managementSend, undefined)).toBe('absent')
})

test('explains a plan without actions, and a Logto before 1.42', async () => {
  const trickle = await openTrickle()
  trickle.sandbox.settings.actions = 'forbidden'
  await expect(trickle.install()).rejects.toMatchObject({ code: 'actions_not_in_plan' })
  trickle.sandbox.settings.actions = 'absent'
  await expect(trickle.install()).rejects.toMatchObject({ code: 'actions_absent' })
  expect(await removeAction(trickle.managementSend, undefined)).toBe('absent')
})
