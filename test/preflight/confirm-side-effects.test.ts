import { describe, expect, it } from 'vitest'
import { confirmSideEffects } from '../../src/preflight/confirm-side-effects.js'
import type { Fixtures } from '../../src/sandbox/load-fixtures.js'
import { openSandboxTarget } from './sandbox-send.js'

const hook = { name: 'welcome mail', events: ['User.Created'], url: 'https://crm.example.com/x' }
const hooks = [hook]
const roles = [{ name: 'member', isDefault: true }]

const confirm = async (
  fixtures: Fixtures,
  { answer, isConfirmed = false }: { answer?: string; isConfirmed?: boolean },
) => {
  const { send, calls } = await openSandboxTarget({ fixtures })
  const told: string[] = []
  const asked: string[] = []
  const ask =
    answer === undefined
      ? undefined
      : (question: string) => {
          asked.push(question)
          return Promise.resolve(answer)
        }
  const tell = (text: string): void => void told.push(text)
  const signal = new AbortController().signal
  const outcome = await confirmSideEffects({ send, tell, ask, isConfirmed, users: 3, signal }).then(
    () => 'on',
    (error: { code?: string }) => error.code,
  )
  return { outcome, told: told.join(''), asked: asked.length, calls }
}

describe('side effects of a run', () => {
  it.each([
    ['nothing', {}, {}, 'on', 0],
    ['a disabled webhook', { hooks: [{ ...hook, enabled: false }] }, {}, 'on', 0],
    ['a webhook for something else', { hooks: [{ ...hook, events: ['PostSignIn'] }] }, {}, 'on', 0],
    ['default roles, off a terminal', { roles }, {}, 'on', 0],
    ['a webhook, off a terminal', { hooks }, {}, 'confirmation_needed', 0],
    ['a webhook, off a terminal, with --yes', { hooks }, { isConfirmed: true }, 'on', 0],
    ['a webhook, on a terminal, with --yes', { hooks }, { isConfirmed: true, answer: 'n' }, 'on', 0],
    ['a webhook, answered y', { hooks }, { answer: 'y' }, 'on', 1],
    ['a webhook, answered Yes', { hooks }, { answer: ' Yes ' }, 'on', 1],
    ['a webhook, answered n', { hooks }, { answer: 'n' }, 'not_confirmed', 1],
    ['a webhook, answered with nothing', { hooks }, { answer: '' }, 'not_confirmed', 1],
    ['a webhook, answered yesterday', { hooks }, { answer: 'yesterday' }, 'not_confirmed', 1],
    ['default roles, answered n', { roles }, { answer: 'n' }, 'not_confirmed', 1],
  ])('with %s', async (_title, fixtures, situation, outcome, asked) => {
    expect(await confirm(fixtures, situation)).toMatchObject({ outcome, asked })
  })

  it('are told before anything is decided, and only read', async () => {
    const { told, calls } = await confirm({ hooks, roles }, { isConfirmed: true })
    expect(told).toBe(
      'Webhooks fire for each of up to 3 users (User.Created): welcome mail (crm.example.com)\n' +
        'Logto gives each of up to 3 users the default roles: member\n',
    )
    expect(calls.every((call) => call.startsWith('GET '))).toBe(true)
  })
})
