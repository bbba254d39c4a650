import type { OpenRun } from '../checkpoint/open-run.js'
import type { DeltaBase } from '../checkpoint/delta-base.js'
import type { Effects } from '../effects/effects.js'
import type { LegacyStore } from '../legacy-passwords/store/open-legacy-store.js'
import type { Send } from '../logto/http/api-call.js'
import type { Concurrency } from '../pace/concurrency/concurrency.js'
import type { Fingerprinter } from '../plan/fingerprint-plan.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import type { DriveOutcome } from './create/drive-record.js'
import type { Resolvers } from './memberships/resolve-memberships.js'
import type { VanishedRules } from './changes/settle-vanished.js'

export interface ImportOptions {
  /** Planned records in the order of the input. */
  records: AsyncIterable<PlannedRecord[]>
  run: OpenRun
  send: Send
  concurrency: Concurrency
  resolvers: Resolvers
  effects: Effects
  onConflict: 'skip' | 'update' | 'fail'
  /** Makes the fingerprints that a later delta compares; without it none are kept. */
  fingerprinter?: Fingerprinter | undefined
  /** The input is a newer export than that of the passes before. */
  delta?: DeltaRules | undefined
  /** Deletes and creates a user again whose password changed, unless they have signed in. @default false */
  recreateOnPasswordChange?: boolean | undefined
  /** Where old passwords go that Logto cannot take; needed where plans have such. */
  legacyStore?: Pick<LegacyStore, 'put' | 'delete'> | undefined
  /** First pause before looking for what an unknown outcome may have created. @default 1000 */
  settleMs?: number
  /** How long after its sending a create may come to light. @default 30000 */
  settleWithinMs?: number | undefined
  /** Drives only what was tried before and failed or has no outcome. @default false */
  isRetry?: boolean | undefined
  /**
   * Without a rate: whoever waits for a place in flight is begun meanwhile, up to four for each place. With one the
   * wait can be long, and a begin should be close to its request. @default false
   */
  beginsAhead?: boolean | undefined
  /** At most so many records are begun in this session. */
  limit?: number
  /** Aborted: no new work; what is in flight is finished. */
  stop: AbortSignal
  events: ImportEvents
}

export interface DeltaRules {
  base: DeltaBase
  /** What becomes of users who are not in the newer export. */
  vanished: VanishedRules
  /** Takes roles and organizations away that the newer record no longer has. */
  deleteMissingMemberships: boolean
}

/** What happens in a run, for progress, reports and the file of rejected records. */
export interface ImportEvents {
  /** The record was read; `isDone` when an earlier session settled it. */
  onRecord(record: PlannedRecord, isDone: boolean): void
  onOutcome(record: PlannedRecord, outcome: DriveOutcome): void
  /** The record is as it was in the pass before. */
  onUnchanged?(record: PlannedRecord): void
  /** After many attempts still without a known outcome; the next resume looks it up. */
  onUnsettled(record: PlannedRecord, reason: string): void
  onMembershipFailure(ordinal: number, unit: string, code: string): void
}

/**
 * `complete`: every record of the input has its outcome. `limited`: --limit ended the session. `incomplete`:
 * everything was tried, and some outcomes are still not known.
 */
export type ImportEnd = 'complete' | 'interrupted' | 'limited' | 'incomplete'
