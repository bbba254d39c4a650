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

/** What became of one person's link. */
export type LinkOutcome = 'made' | 'adopted' | 'failed'

/** Clocks of the target and of this machine agree to about this. */
const toleranceMs = 60_000
/** Before the first look; each pause is twice as long as the one before. */
const firstPauseMs = 250

/**
 * Makes one link: noted, made, written to links.csv, noted again. Killed anywhere between, the next call finds the token
 * in Logto and writes it, or makes it: nobody gets two, nobody none.
 */
export const makeLink = async (
  user: { id: string; email: string },
  tools: LinkMakerTools,
): Promise<LinkOutcome> => {
  const { ledger, now } = tools
  const intendedAt = ledger.state.intended.get(user.id)
  if (intendedAt !== undefined) {
    // A sender that was killed may have been heard after all, and be seen later still.
    const leftMs = Math.max(0, intendedAt + tools.settleWithinMs - now())
    if (await findSettled(user, intendedAt, Math.min(leftMs, tools.settleWithinMs), tools)) return 'adopted'
  }
  const at = now()
  await ledger.append({ t: 'intend', user: user.id, at })
  return createOrAdopt(user, at, tools)
}

const createOrAdopt = async (
  user: { id: string; email: string },
  intendedAt: number,
  tools: LinkMakerTools,
): Promise<LinkOutcome> => {
  const { send, ledger, expiresInSeconds, signal } = tools
  for (let turn = 1; ; turn += 1) {
    try {
      const answered = await createOneTimeToken(
        send,
        { email: user.email, expiresIn: expiresInSeconds },
        signal,
      )
      if (answered.refusal) {
        await ledger.append({ t: 'failed', user: user.id, code: answered.refusal.code })
        return 'failed'
      }
      await keep(user, answered.value, tools)
      return 'made'
    } catch (error) {
      if (!(error instanceof AmbiguousOutcomeError)) {
        if (!(error instanceof RetriesExhaustedError)) throw error
        await ledger.append({ t: 'failed', user: user.id, code: error.reason })
        return 'failed'
      }
      // Made or not: Logto knows, if not at once.
      if (await findSettled(user, intendedAt, tools.settleWithinMs, tools)) return 'adopted'
      if (turn < 3) continue
      await ledger.append({ t: 'failed', user: user.id, code: error.reason })
      return 'failed'
    }
  }
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
  const known = new Set(Array.from(tools.ledger.state.tokens.values(), ({ id }) => id))
  for await (const token of findActiveTokens(tools.send, user.email, tools.signal)) {
    if (known.has(token.id) || token.createdAt < intendedAt - toleranceMs) continue
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
