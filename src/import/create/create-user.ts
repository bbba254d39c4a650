import type { CreateOutcome } from './create-outcome.js'
import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import type { Answered } from '../../logto/http/refusal.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import type { LogtoUser } from '../../logto/calls/user.js'
import { createUser } from '../../logto/calls/users.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import type { ImportContext } from '../import-context.js'
import { identifierFields } from './find-user.js'
import { judgeConflict } from './judge-conflict.js'
import { settlePauses } from './settle-pauses.js'

/** What is known of a record before this session sends anything. */
export interface Begun {
  /** An earlier attempt had no known outcome: look before sending. */
  mayExist: boolean
  /** Milliseconds since the start of the run: nothing was sent for the record before. */
  sinceMs: number
  /** Milliseconds since the start of the run: whatever earlier sessions sent for the record was sent by then. */
  sentByMs: number
}

/** After so many unknown outcomes, each followed by lookups that found nobody, the record waits for the end of the run. */
const maxUnknown = 4

/**
 * Brings one user into the target exactly once. An unknown outcome is never sent again before a lookup has
 * shown that nobody was created.
 *
 * @throws {RetriesExhaustedError} when the target gave no usable answer again and again; the record stays begun
 */
export const settleUser = async (
  context: ImportContext,
  body: CreateUserBody,
  begun: Begun,
): Promise<CreateOutcome> => {
  const outcome = await createOrAdopt(context, body, begun)
  if (outcome.kind === 'created' || outcome.kind === 'adopted') context.claim(body, outcome.id)
  return outcome
}

const createOrAdopt = async (
  context: ImportContext,
  body: CreateUserBody,
  { mayExist, sinceMs, sentByMs }: Begun,
): Promise<CreateOutcome> => {
  const ahead = mayExist ? await findSent(context, body, sinceMs, sentByMs) : undefined
  if (ahead !== undefined) return { kind: 'adopted', id: ahead.id }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await judge(context, body, await createUser(context.send, body))
    } catch (error) {
      if (!(error instanceof AmbiguousOutcomeError)) throw error
      const own = await findSent(context, body, sinceMs, context.at(), error)
      if (own !== undefined) return { kind: 'adopted', id: own.id }
      if (attempt === maxUnknown) throw stillUnknown(error, attempt)
    }
  }
}

/**
 * The user that an earlier attempt may have created. A request whose connection broke, or whose sender was killed, may
 * still be at work in the target, and what it created may come to light late where the target reads from replicas.
 * Logto itself refuses the second user with one identifier, so that one look is enough before it is sent again; users
 * without any are looked for until `settleWithinMs` after the last sending.
 *
 * @param sentByMs milliseconds since the start of the run
 * @param cause the attempt that had no known outcome; undefined: of an earlier session
 */
const findSent = async (
  context: ImportContext,
  body: CreateUserBody,
  sinceMs: number,
  sentByMs: number,
  cause?: AmbiguousOutcomeError,
): Promise<LogtoUser | undefined> => {
  const { settleMs, settleWithinMs } = context
  const withinMs = Math.min(settleWithinMs, Math.max(0, sentByMs + settleWithinMs - context.at()))
  // Long after the last sending, and with an identifier also after a session that was killed, there is nothing to wait for.
  if (cause === undefined && (hasIdentifier(body) || withinMs === 0)) return context.findOwn(body, sinceMs)
  for (const pauseMs of settlePauses(settleMs, hasIdentifier(body) ? 0 : withinMs)) {
    await pause(context, pauseMs, cause)
    const own = await context.findOwn(body, sinceMs)
    if (own !== undefined) return own
  }
  return undefined
}

/** Whoever is told to stop does not wait half a minute: the next resume looks. */
const pause = async (
  { effects, stop }: ImportContext,
  delayMs: number,
  cause: AmbiguousOutcomeError | undefined,
): Promise<void> => {
  const signal = delayMs > longestInStopMs ? stop : undefined
  try {
    await effects.sleep(delayMs, signal)
  } catch (error) {
    if (signal?.aborted !== true) throw error
    throw cause === undefined
      ? new RetriesExhaustedError('POST /api/users', 'no_usable_answer', undefined, 1)
      : stillUnknown(cause, 1)
  }
}

const longestInStopMs = 2000

const stillUnknown = (
  { route, reason, status }: AmbiguousOutcomeError,
  attempts: number,
): RetriesExhaustedError => new RetriesExhaustedError(route, reason, status, attempts)

const hasIdentifier = (body: CreateUserBody): boolean =>
  identifierFields.some((field) => body[field] !== undefined)

const judge = async (
  context: ImportContext,
  body: CreateUserBody,
  { value, refusal }: Answered<LogtoUser>,
): Promise<CreateOutcome> => {
  if (refusal === undefined) return { kind: 'created', id: value.id }
  const { code, status } = refusal
  if (!code.endsWith('_already_in_use')) return { kind: 'failed', code, status }
  return judgeConflict(context, body, code, await findVisibleHolders(context, body), status)
}

/** Whoever has the identifier may have it from our own earlier attempt, or from a second delivery of this one, and come to light late. */
const findVisibleHolders = async (context: ImportContext, body: CreateUserBody): Promise<LogtoUser[]> => {
  const holders = await context.findHolders(body)
  if (holders.length > 0 || context.mayBeFreed([])) return holders
  for (const pauseMs of settlePauses(context.settleMs, context.settleWithinMs)) {
    await pause(context, pauseMs, undefined)
    const later = await context.findHolders(body)
    if (later.length > 0) return later
  }
  return []
}
