import { firstFactorAction } from '../../logto/calls/actions.js'
import { countUsers, type Need, type PreflightCheck } from '../preflight-check.js'

/**
 * Whether the target asks for old passwords: `absent` before 1.42, `not_in_plan` on Logto Cloud, `foreign` with somebody
 * else's action.
 */
export type ActionState = 'ours' | 'foreign' | 'none' | 'absent' | 'not_in_plan'

/** Whether those whose old password was kept will get in by it. */
export const judgeOldPasswords = (old: Need, state: ActionState): PreflightCheck[] => {
  if (old.users === 0) return []
  const message = `Old password that works at the first sign-in: ${countUsers(old.users)}. ${describe[state].means}`
  const { status, decide } = describe[state]
  return [{ name: 'old_passwords', status, message, ...old, ...(decide === undefined ? {} : { decide }) }]
}

const describe: Record<ActionState, { status: PreflightCheck['status']; means: string; decide?: string }> = {
  ours: {
    status: 'ok',
    means: 'The action of trickle is in place; trickle install tries whether the service answers it.',
  },
  none: {
    status: 'warning',
    means:
      'The target has Actions, and that of trickle is not in place yet: until then nobody gets in by one.',
    decide: 'logto-migrate trickle install, after the import',
  },
  foreign: {
    status: 'warning',
    means: `The target has another action ${firstFactorAction}, and Logto runs only one.`,
    decide: 'logto-migrate trickle install --replace keeps that one to put back',
  },
  absent: {
    status: 'failed',
    means: 'This Logto has no Actions, they came with 1.42: nobody gets in by one.',
    decide: 'a newer Logto, or logto-migrate links',
  },
  not_in_plan: {
    status: 'failed',
    means: 'The plan of this tenant has no Actions: nobody gets in by one.',
    decide: 'the plan, or logto-migrate links',
  },
}
