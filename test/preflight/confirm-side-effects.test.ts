import { describe, expect, it } from 'vitest'
import { confirmSideEffects, type SideEffects } from '../../src/preflight/confirm-side-effects.js'
import type { Fixtures } from '../../src/sandbox/load-fixtures.js'
import { openSandboxTarget } from './sandbox-send.js'

const hook = { name: 'welcome mail', events: ['User.Created'], url: 'https://crm.example.com/x' }
const hooks = [hook]
const roles = [{ name: 'member', isDefault: true }]

const confirm = async (
  fixtures: Fixtures,
  { answer, isConfirmed = false }: { answer?: boolean; isConfirmed?: boolean },
) => {
  const { send, calls } = await openSandboxTarget({ fixtures })
  const told: SideEffects[] = []
  let asked = 0
  const ask =
    answer === undefined
      ? undefined
      : () => {
          asked += 1
          return Promise.resolve(answer)
        }
  const tell = (effects: SideEffects): void => void told.push(effects)
  const signal = new AbortController().signal
  const outcome = await confirmSideEffects({ send, tell, ask, isConfirmed, signal }).then(
    () => 'on',
    (error: { code?: string }) => error.code,
  )
  return { outcome, told, asked, calls }
}

describe('side effects of a run', () => {
  it.each([
    ['nothing', {}, {}, 'on', 0],
    ['a disabled webhook', { hooks: [{ ...hook, enabled: false }] }, {}, 'on', 0],
    ['a webhook for something else', { hooks: [{ ...hook, events: ['PostSignIn'] }] }, {}, 'on', 0],
    ['default roles, off a terminal', { roles }, {}, 'on', 0],
    ['a webhook, off a terminal', { hooks }, {}, 'confirmation_needed', 0],
    ['a webhook, off a terminal, with --yes', { hooks }, { isConfirmed: true }, 'on', 0],
    ['a webhook, on a terminal, with --yes', { hooks }, { isConfirmed: true, answer: false }, 'on', 0],
    ['a webhook, answered with yes', { hooks }, { answer: true }, 'on', 1],
    ['a webhook, answered with no', { hooks }, { answer: false }, 'not_confirmed', 1],
    ['default roles, answered with no', { roles }, { answer: false }, 'not_confirmed', 1],
  ])('with %s', async (_title, fixtures, situation, outcome, asked) => {
    expect(await confirm(fixtures, situation)).toMatchObject({ outcome, asked })
  })

  it('are told before anything is decided, and only read', async () => {
    const { told, calls } = await confirm({ hooks, roles }, { isConfirmed: true })
    expect(told).toEqual([{ webhooks: ['welcome mail (crm.example.com)'], defaultRoles: ['member'] }])
    expect(calls.every((call) => call.startsWith('GET '))).toBe(true)
  })
})
