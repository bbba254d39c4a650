import type { Send } from '../logto/http/api-call.js'
import { listHooks } from '../logto/calls/hooks.js'
import { listAllRoles } from '../logto/calls/roles.js'
import { MigrationError } from '../outcome/migration-error.js'
import { isFiring, nameOf, userCreatedEvent } from './checks/judge-webhooks.js'

export interface ConfirmOptions {
  send: Send
  /** Told before anything is decided, where there are any. */
  tell: (effects: SideEffects) => void
  /** Whether to go on; undefined where nobody can be asked. */
  ask: ((effects: SideEffects) => Promise<boolean>) | undefined
  /** The operator said yes in advance (--yes). */
  isConfirmed: boolean
  signal: AbortSignal
}

export interface SideEffects {
  /** Webhooks that are called for every new user. */
  webhooks: string[]
  /** Roles that Logto gives to every new user. */
  defaultRoles: string[]
}

/**
 * Tells what the target does by itself with every new user, before anything is written, and has it confirmed: a
 * webhook may send a welcome mail to each of them. Two requests. On a terminal it asks; elsewhere it goes on by
 * itself unless a webhook is enabled.
 *
 * @throws {MigrationError} `usage/confirmation_needed` where nobody can be asked, `usage/not_confirmed` after a no
 */
export const confirmSideEffects = async (options: ConfirmOptions): Promise<SideEffects> => {
  const { send, tell, ask, isConfirmed, signal } = options
  const effects = await readSideEffects(send, signal)
  const { webhooks, defaultRoles } = effects
  if (webhooks.length + defaultRoles.length === 0) return effects
  tell(effects)
  if (isConfirmed) return effects
  if (ask !== undefined) {
    if (await ask(effects)) return effects
    throw new MigrationError('usage', 'not_confirmed', 'not confirmed: no user was created')
  }
  if (webhooks.length === 0) return effects
  throw new MigrationError(
    'usage',
    'confirmation_needed',
    `webhooks of the target fire for every imported user (${userCreatedEvent}): ${webhooks.join(', ')}. ` +
      'Disable them for the run (Console > Webhooks), or confirm with --yes',
  )
}

const readSideEffects = async (send: Send, signal: AbortSignal): Promise<SideEffects> => {
  const [hooks, roles] = await Promise.all([listHooks(send, signal), listAllRoles(send, signal)])
  return {
    webhooks: hooks.filter((hook) => isFiring(hook, userCreatedEvent)).map(nameOf),
    defaultRoles: roles
      .filter(({ isDefault, type }) => isDefault && type !== 'MachineToMachine')
      .map(({ name }) => name),
  }
}
