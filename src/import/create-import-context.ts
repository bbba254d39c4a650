import { BeginAhead } from './create/begin-ahead.js'
import { Claims } from './create/claims.js'
import { findHolders, OwnUserFinder } from './create/find-user.js'
import { createPasswordKeeper } from './create/create-password-keeper.js'
import type { ImportContext } from './import-context.js'
import type { ImportOptions } from './import-options.js'
import { PlanPrints } from './changes/plan-prints.js'
import { defaultSettleWithinMs } from './create/settle-pauses.js'

/** What the parts of the writer share, made from the options of the run. */
export const createImportContext = ({
  run,
  send,
  effects,
  onConflict,
  fingerprinter,
  delta,
  recreateOnPasswordChange = false,
  legacyStore,
  settleMs = 1000,
  settleWithinMs = defaultSettleWithinMs,
  stop,
}: ImportOptions): ImportContext => {
  const header = run.state.header!
  const runStartedAtMs = run.startedAtMs() - clockToleranceMs
  const claims = new Claims(run.run.checkpoint)
  const finder = new OwnUserFinder(send, effects, runStartedAtMs, claims)
  return {
    send,
    journal: run.journal,
    at: run.at,
    effects,
    stop,
    runId: header.run,
    runStartedAtMs,
    onConflict,
    mayBeFreed: () => false,
    prints: fingerprinter && new PlanPrints(fingerprinter, run.journal),
    deleteMissingMemberships: delta?.deleteMissingMemberships ?? false,
    recreateOnPasswordChange,
    keepPassword: createPasswordKeeper(legacyStore),
    forgetPassword: async (userId) => {
      await legacyStore?.delete(userId)
    },
    settleMs,
    settleWithinMs,
    sentBeforeMs: run.lastSessionMs,
    findOwn: (body, sinceMs) => finder.find(body, runStartedAtMs + sinceMs),
    claim: (body, userId) => claims.add(body, userId),
    ahead: new BeginAhead(run.journal, run.at),
    takeHolders: () => undefined,
    findHolders: (body) => findHolders(send, body),
  }
}

/** The Date header has whole seconds, and clocks drift during a night. */
const clockToleranceMs = 10_000
