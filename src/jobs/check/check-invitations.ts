import type { Settings } from '../../config/settings.js'
import { InvitationKeys } from '../../import/invitations/invitation-keys.js'
import { planInvitationRow } from '../../import/invitations/plan-invitation.js'
import { invitationsFile } from '../../presets/read-invitation.js'
import { expandPaths } from '../../source/input/expand-paths.js'
import { openInput } from '../../source/input/open-input.js'
import type { JobContext } from '../job-context.js'

/** What is known of the invitations without the target; each of the ready ones is a request. */
export interface InvitationCheck {
  records: number
  ready: number
  /** Over in the source, or of no use in Logto. */
  skipped: number
  failed: number
  /** How often each reason came, with the place of the first. */
  codes: Record<string, { count: number; first: string }>
}

/** Reads the file of invitations as an import would; undefined when there is none. */
export const checkInvitations = async (
  settings: Settings,
  { effects, stdin, stop }: JobContext,
): Promise<InvitationCheck | undefined> => {
  const given = settings.related[invitationsFile]
  if (given === undefined) return undefined
  const check: InvitationCheck = { records: 0, ready: 0, skipped: 0, failed: 0, codes: {} }
  const keys = new InvitationKeys()
  const times = { nowMs: effects.now(), validDays: settings.invitations?.validDays }
  const paths = await expandPaths([given].flat())
  for await (const batch of openInput(paths, { format: 'auto', stdin, signal: stop })) {
    for (const row of batch) {
      const plan = planInvitationRow(row, times)
      const isFirst = plan.kind !== 'ready' || keys.claim(plan)
      check.records += 1
      check[isFirst ? plan.kind : 'skipped'] += 1
      const code = plan.kind !== 'ready' ? plan.code : isFirst ? undefined : 'invitation_repeated'
      if (code === undefined) continue
      check.codes[code] ??= { count: 0, first: `${row.file}:${row.line}` }
      check.codes[code].count += 1
    }
  }
  return check
}
