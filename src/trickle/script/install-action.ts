import {
  type Action,
  type DryRun,
  firstFactorAction,
  getAction,
  putAction,
  testAction,
} from '../../logto/calls/actions.js'
import type { Send } from '../../logto/http/api-call.js'
import { explainForbidden } from '../../logto/http/explain-forbidden.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { dryRunPassword, dryRunUserId } from '../service/signature.js'
import { actionMark, actionScript } from './action-script.js'

export interface InstallOptions {
  send: Send
  /** Where Logto reaches the service: `https://trickle.example.com/verify`. */
  url: string
  secret: string
  /** Whether somebody else's action may be replaced. */
  mayReplace: boolean
  /** Called with somebody else's action before it is replaced: once this resolves, it can be put back. */
  keepReplaced(action: Action): Promise<void>
  signal?: AbortSignal
}

/** What is in place now. */
export type Installation = 'installed' | 'updated' | 'replaced'

/**
 * Puts the action in place, after Logto itself has run it: with the right password of a made-up user, with a wrong one,
 * and for somebody who is not waiting for an old one.
 *
 * @throws MigrationError `actions_absent`, `actions_not_in_plan`, `action_foreign`, `action_test_failed`
 */
export const installAction = async (options: InstallOptions): Promise<Installation> => {
  const { send, url, secret, signal } = options
  const action: Action = {
    script: actionScript,
    environmentVariables: { TRICKLE_URL: url, TRICKLE_SECRET: secret },
    enabled: true,
    onExecutionError: 'block',
  }
  const there = await getAction(send, signal)
  if (there === 'absent') throw actionsAbsent()
  const isForeign = there !== 'none' && !isOurs(there)
  if (isForeign && !options.mayReplace) throw foreign()
  await explainPlan(() => proveAction(send, action, signal))
  if (isForeign) await options.keepReplaced(there)
  await explainPlan(() => place(send, action, signal))
  return isForeign ? 'replaced' : there === 'none' ? 'installed' : 'updated'
}

export const isOurs = ({ script }: Action): boolean => script.startsWith(actionMark)

export const place = async (send: Send, action: Action, signal?: AbortSignal): Promise<void> => {
  const refusal = await putAction(send, action, signal)
  if (refusal === undefined) return
  throw new MigrationError(
    'target',
    'action_refused',
    `Logto refused the action with ${refusal.status} ${refusal.code}: ${refusal.message}`,
  )
}

const proveAction = async (send: Send, action: Action, signal?: AbortSignal): Promise<void> => {
  const { TRICKLE_SECRET: secret = '', TRICKLE_URL: url = '' } = action.environmentVariables ?? {}
  const run = async (password: string, mark: string): Promise<DryRun> =>
    testAction(send, action, dryRunEvent(password, mark), signal)

  const right = await run(dryRunPassword(secret), 'pending')
  if (right.failure) throw testFailed(`Logto could not run the script: ${right.failure.message}`)
  if (!isExpected(right.result)) {
    throw testFailed(
      `run by Logto, the script got no answer from ${url} within 3.5 seconds, or not that of this secret. Start "logto-migrate trickle serve" with the same secret, and make that address reachable from Logto`,
    )
  }
  const wrong = await run('not the password', 'pending')
  const migrated = await run(dryRunPassword(secret), 'migrated')
  if (wrong.result !== undefined || migrated.result !== undefined) {
    throw testFailed('run by Logto, the script let somebody in whom it must not: nothing was installed')
  }
}

/** A sign-in of somebody made up: no such id, address or password is anybody's. */
const dryRunEvent = (password: string, mark: string): Record<string, unknown> => ({
  key: firstFactorAction,
  interactionEvent: 'SignIn',
  verificationType: 'Password',
  identifier: { type: 'email', value: 'dry-run@example.invalid' },
  user: {
    id: dryRunUserId,
    username: null,
    primaryEmail: 'dry-run@example.invalid',
    primaryPhone: null,
    name: null,
    avatar: null,
    customData: { migratedFrom: { id: 'dry-run', password: mark } },
    profile: {},
  },
  password,
})

/** The answer keeps what migratedFrom held. */
const isExpected = (result: unknown): boolean =>
  JSON.stringify(result) ===
  JSON.stringify({
    action: 'updateUser',
    passwordVerified: true,
    user: { customData: { migratedFrom: { id: 'dry-run', password: 'migrated' } } },
  })

const actionsAbsent = (): MigrationError =>
  new MigrationError(
    'target',
    'actions_absent',
    'this Logto has no Actions (it answered 404): they came with 1.42. Update it, or send those people links: logto-migrate links',
  )

const foreign = (): MigrationError =>
  new MigrationError(
    'target',
    'action_foreign',
    `there is an action ${firstFactorAction} that is not of logto-migrate, and Logto runs only one. Add --replace to put ours in its place; theirs is kept and put back by "logto-migrate trickle remove"`,
  )

const testFailed = (message: string): MigrationError =>
  new MigrationError('target', 'action_test_failed', message)

const explainPlan = (work: () => Promise<void>): Promise<void> =>
  explainForbidden(
    'actions_not_in_plan',
    'the plan of this tenant has no Actions (Logto answered 403), and without one nobody can be let in by an old password. Change the plan, or send those people links: logto-migrate links',
    work,
  )
