import { type Action, deleteAction, getAction } from '../../logto/calls/actions.js'
import type { Send } from '../../logto/http/api-call.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { isOurs, place } from './install-action.js'

/** `absent`: there was nothing to remove. */
export type Removal = 'removed' | 'put_back' | 'absent'

/**
 * Takes our action out, and puts back the one that it replaced.
 *
 * @throws MigrationError `action_foreign` when the action in place is not ours: it is left alone
 */
export const removeAction = async (
  send: Send,
  replaced: Action | undefined,
  signal?: AbortSignal,
): Promise<Removal> => {
  const there = await getAction(send, signal)
  if (there === 'none' || there === 'absent') return 'absent'
  if (!isOurs(there)) {
    // Put back before, by a call whose answer was lost.
    if (replaced !== undefined && there.script === replaced.script) return 'put_back'
    throw new MigrationError(
      'target',
      'action_foreign',
      'the action in place is not of logto-migrate: it was left alone',
    )
  }
  if (replaced === undefined) {
    await deleteAction(send, signal)
    return 'removed'
  }
  await place(send, replaced, signal)
  return 'put_back'
}
