import type { MadeKind } from '../checkpoint/entry.js'
import type { KeptReason } from './ledger-entry.js'

/** A user that stays. */
export interface KeptUser {
  id: string
  /** Source key, where the user carries it. */
  key?: string | undefined
  why: KeptReason[]
}

/** A role or an organization that the run made, and what became of it. */
export interface ThingOutcome {
  kind: MadeKind
  name: string
  id?: string | undefined
  /** In a dry run: what would become of it. */
  did: 'deleted' | 'gone' | 'kept' | 'failed'
  why?: KeptReason | undefined
  code?: string | undefined
}

/** Invitations to organizations that the run created. */
export interface InvitationCounts {
  made: number
  deleted: number
  gone: number
  /** Accepted meanwhile. */
  kept: number
  failed: number
}

/** What a rollback has done so far, all sessions added up; in a dry run what it would do. */
export interface RollbackReport {
  run: string
  endpoint: string
  isDryRun: boolean
  /** Complete: nothing that the run created is left, or only what others use now. */
  end: 'complete' | 'partial' | 'interrupted'
  users: {
    /** Created by the run. */
    made: number
    deleted: number
    /** Deleted by somebody else before. */
    gone: number
    kept: number
    failed: number
    /** Begun by the run, without a known outcome, and not found in the target. */
    unknown: number
  }
  kept: KeptUser[]
  failed: { id: string; code: string }[]
  things: ThingOutcome[]
  invitations: InvitationCounts
  /** Users of others that the run changed: they stay as they are. */
  changedOthers: number
}
