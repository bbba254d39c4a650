import type { Hook } from '../../logto/calls/hooks.js'
import { countThings, countUsers, type PreflightCheck } from '../preflight-check.js'
import type { PlanNeeds } from '../plan-needs.js'

export const userCreatedEvent = 'User.Created'

/** Whether the webhook is called for this event. */
export const isFiring = ({ enabled, event, events }: Hook, wanted: string): boolean =>
  enabled && (events.includes(wanted) || (events.length === 0 && event === wanted))

/**
 * Which webhooks the run would fire: the welcome mail of the customer's own system is one of them.
 *
 * @param needs undefined when no input was named
 * @param collisions people of the input who are there already: they are not created, and updated where that is wanted
 */
export const judgeWebhooks = (
  hooks: readonly Hook[],
  needs: PlanNeeds | undefined,
  collisions: { held: number; updated: number } = { held: 0, updated: 0 },
): PreflightCheck[] => {
  const checks: PreflightCheck[] = []
  for (const { event, users, times } of listEvents(needs, collisions)) {
    for (const hook of hooks) {
      if (!isFiring(hook, event) || users === 0) continue
      const check: PreflightCheck = {
        name: 'webhooks',
        status: 'warning',
        message: `Fires ${times} (${event}): ${nameOf(hook)}. Disable it for the run, or be ready for what it does: mail, load.`,
        decide: 'Console > Webhooks, or import --yes',
      }
      checks.push(users === undefined ? check : { ...check, users })
    }
  }
  if (checks.length > 0) return checks
  const disabled = hooks.filter((hook) => isFiring({ ...hook, enabled: true }, userCreatedEvent))
  const note = disabled.length === 0 ? '' : ` (disabled: ${disabled.map(nameOf).join(', ')})`
  return [{ name: 'webhooks', status: 'ok', message: `No webhook fires for new users${note}.` }]
}

interface CausedEvent {
  event: string
  /** Users concerned; undefined when no input was named. */
  users: number | undefined
  times: string
}

/** Events that an import causes. */
const listEvents = (
  needs: PlanNeeds | undefined,
  { held, updated }: { held: number; updated: number },
): CausedEvent[] => {
  if (needs === undefined) {
    return [{ event: userCreatedEvent, users: undefined, times: 'for every imported user' }]
  }
  const { suspended, organizations } = needs
  const created = needs.users - held
  let members = 0
  for (const organization of organizations.values()) members += organization.users
  return [
    { event: userCreatedEvent, users: created, times: `for each of ${countUsers(created)}` },
    { event: 'User.Data.Updated', users: updated, times: `for each of ${countUsers(updated)}` },
    {
      event: 'User.SuspensionStatus.Updated',
      users: suspended.users,
      times: `for each of ${countUsers(suspended.users)}`,
    },
    {
      event: 'Organization.Membership.Updated',
      users: members,
      times: `once a batch for ${countThings(members, 'membership', 'memberships')}`,
    },
  ]
}

/** The host alone: the path or query of a webhook can hold a secret. */
export const nameOf = ({ name, config: { url } }: Hook): string => {
  const host = URL.canParse(url) ? new URL(url).host : ''
  const title = name === '' ? 'a webhook without a name' : name
  return host === '' ? title : `${title} (${host})`
}
