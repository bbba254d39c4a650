import { randomBytes } from 'node:crypto'
import type { Effects } from '../../effects/effects.js'
import type { Send } from '../../logto/http/api-call.js'
import { deleteStaleCanaries } from '../../preflight/canary/canary-user.js'
import { probeIds } from '../../preflight/canary/probe-ids.js'
import { requireIds } from '../../preflight/checks/judge-ids.js'

/**
 * Ends a session that is to keep ids unless the target takes one. Whoever a probe that was killed has left goes first.
 *
 * @throws MigrationError `ids_not_kept`, `ids_unknown`, `probe_left_behind`
 */
export const proveIds = async (send: Send, { now }: Pick<Effects, 'now'>): Promise<void> => {
  await deleteStaleCanaries(send)
  requireIds(await probeIds({ send, randomBytes, now }))
}
