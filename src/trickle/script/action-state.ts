import { firstFactorAction, getAction, testAction } from '../../logto/calls/actions.js'
import type { Send } from '../../logto/http/api-call.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { isOurs } from './install-action.js'

/** Whose action the target runs, or why it runs none. At most two requests, which change nothing. */
export const readActionState = async (
  send: Send,
  signal?: AbortSignal,
): Promise<'ours' | 'foreign' | 'none' | 'absent' | 'not_in_plan'> => {
  try {
    const action = await getAction(send, signal)
    if (typeof action !== 'string') return isOurs(action) ? 'ours' : 'foreign'
    // Whoever asks what is there is told that nothing is; the plan shows where a script is to run.
    if (action === 'none') await testAction(send, emptyAction, emptyEvent, signal)
    return action
  } catch (error) {
    if (error instanceof MigrationError && error.code === 'forbidden') return 'not_in_plan'
    throw error
  }
}

const emptyAction = { script: 'const runAction = async () => undefined' }

const emptyEvent = {
  key: firstFactorAction,
  interactionEvent: 'SignIn',
  verificationType: 'Password',
  identifier: { type: 'username', value: 'nobody' },
  user: null,
  password: 'nothing',
}
