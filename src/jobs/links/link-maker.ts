import type { Effects } from '../../effects/effects.js'
import { settlePauses } from '../../import/create/settle-pauses.js'
import type { Send } from '../../logto/http/api-call.js'
import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import { createOneTimeToken, findActiveTokens, type OneTimeToken } from '../../logto/calls/one-time-tokens.js'
import type { LinkFile } from './link-file.js'
import type { LinkLedger } from './link-ledger.js'
import type { FillLink } from './link-template.js'

export interface LinkMakerTools {
  send: Send
  ledger: LinkLedger
  file: LinkFile
  fill: FillLink
  expiresInSeconds: number
  /** The target's clock. */
  now: () => number
  sleep: Effects['sleep']
  /** How long after its last sending a token may still come to light, where the target reads from replicas. */
  settleWithinMs: number
  signal: AbortSignal
  /** Ends the waiting for what an earlier request may have made: the next call goes on with it. */
  stop: AbortSignal
}

/** What became of one person's link; `unsettled`: an earlier request may have made it, and it is too soon to say. */
export type LinkOutcome = 'made' | 'adopted' | 'failed' | 'unsettled'

/** Clocks of the target and of this machine agree to about this. */
const toleranceMs = 60_000
/** Before the first look; each pause is twice as long as the one before. */
const firstPauseMs = 250

/**
 * Makes one link: noted, made, written to links.csv, noted again. Killed anywhere between, the next call finds the token
 * in Logto and writes it, or makes it: nobody gets two, nobody none.
 *
 * @param mayWait whether it waits for what may come to light; otherwise it is `unsettled`, and called again later
 */
export const makeLink = async (
  user: { id: string; email: string },
  mayWait: boolean,
  tools: LinkMakerTools,
): Promise<LinkOutcome> => {
  const { ledger, now } = tools
  const intendedAt = ledger.state.intended.get(user.id)
  if (intendedAt !== undefined) {
    // A sender that was killed may have been heard after all, and be seen later still.
    const leftMs = Math.max(0, intendedAt + tools.settleWithinMs - now())
    const withinMs = mayWait ? Math.min(leftMs, tools.settleWithinMs) : 0
    if (await findSettled(user, intendedAt, withinMs, tools)) return 'adopted'
    if (!mayWait && leftMs > 0) return 'unsettled'
  }
  const at = now()
  await ledger.append({ t: 'intend', user: user.id, at })
  return createOrAdopt(user, at, mayWait, tools)
}

const createOrAdopt = async (
  user: { id: string; email: string },
  intendedAt: number,
  mayWait: boolean,
  tools: LinkMakerTools,
): Promise<LinkOutcome> => {
  const { ledger, settleWithinMs } = tools
  for (let turn = 1; ; turn += 1) {
    const outcome = await create(user, tools)
    if (typeof outcome === 'string') return outcome
    // Made or not: Logto knows, if not at once.
    if (await findSettled(user, intendedAt, mayWait ? settleWithinMs : 0, tools)) return 'adopted'
    if (!mayWait) return 'unsettled'
    if (turn < 3) continue
    await ledger.append({ t: 'failed', user: user.id, code: outcome.reason })
    return 'failed'
  }
}

/** @returns the error of a request that may have made a token or not */
const create = async (
  user: { id: string; email: string },
  tools: LinkMakerTools,
): Promise<'made' | 'failed' | AmbiguousOutcomeError> => {
  const { send, ledger, expiresInSeconds, signal } = tools
  let code: string
  try {
    const body = { email: user.email, expiresIn: expiresInSeconds }
    const answered = await createOneTimeToken(send, body, signal)
    if (answered.refusal === undefined) {
      await keep(user, answered.value, tools)
      return 'made'
    }
    code = answered.refusal.code
  } catch (error) {
    if (error instanceof AmbiguousOutcomeError) return error
    if (!(error instanceof RetriesExhaustedError)) throw error
    code = error.reason
  }
  await ledger.append({ t: 'failed', user: user.id, code })
  return 'failed'
}

/** Looks at once, and again and again for as long as an answer that was lost may stay unseen. */
const findSettled = async (
  user: { id: string; email: string },
  intendedAt: number,
  withinMs: number,
  tools: LinkMakerTools,
): Promise<boolean> => {
  if (await adoptToken(user, intendedAt, tools)) return true
  if (withinMs === 0) return false
  for (const pauseMs of settlePauses(firstPauseMs, withinMs)) {
    await tools.sleep(pauseMs, tools.stop)
    if (await adoptToken(user, intendedAt, tools)) return true
  }
  return false
}

/** Takes a token that a request of ours has made and whose answer was lost. */
const adoptToken = async (
  user: { id: string; email: string },
  intendedAt: number,
  tools: LinkMakerTools,
): Promise<boolean> => {
  for await (const token of findActiveTokens(tools.send, user.email, tools.signal)) {
    if (tools.ledger.state.holders.has(token.id) || token.createdAt < intendedAt - toleranceMs) continue
    await keep(user, token, tools)
    return true
  }
  return false
}

const keep = async (
  user: { id: string; email: string },
  { id: tokenId, token, expiresAt }: OneTimeToken,
  { ledger, file, fill }: LinkMakerTools,
): Promise<void> => {
  const { id: userId, email } = user
  if (!file.written.has(tokenId)) {
    await file.append({ userId, email, token, tokenId, expiresAt, link: fill({ token, email, id: userId }) })
  }
  await ledger.append({ t: 'token', user: userId, id: tokenId, expiresAt })
}
