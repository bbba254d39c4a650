import type { InvitationRecord } from '../../checkpoint/checkpoint-state.js'
import type { OpenRun } from '../../checkpoint/open-run.js'
import type { InvitationsConfig } from '../../config/config.js'
import type { Effects } from '../../effects/effects.js'
import type { Send } from '../../logto/http/api-call.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import type { Concurrency } from '../../pace/concurrency/concurrency.js'
import { readInvitation } from '../../presets/read-invitation.js'
import type { SourceOrganization } from '../../presets/user-record.js'
import type { SourceRecord } from '../../source/source-record.js'
import { FailingAlike } from '../failing-alike.js'
import { findInviters } from './find-inviters.js'
import { InvitationKeys } from './invitation-keys.js'
import { type InvitationPlan, planInvitationRow } from './plan-invitation.js'
import type { Resolvers } from '../memberships/resolve-memberships.js'
import type { ImportEnd } from '../run-import.js'
import { type InvitationOutcome, settleInvitation } from './settle-invitation.js'
import { WorkInFlight } from '../../pace/concurrency/work-in-flight.js'
import { writeMessage } from './write-message.js'

export interface InvitationOptions {
  /** The rows of the invitations, from the beginning; they are read twice. */
  open(): AsyncIterable<SourceRecord[]>
  run: OpenRun
  send: Send
  concurrency: Concurrency
  resolvers: Pick<Resolvers, 'organizations' | 'organizationRoles'>
  /** Adds to an organization what other files of the source say about it. */
  describe(organization: SourceOrganization): SourceOrganization
  rules: InvitationsConfig
  effects: Effects
  /** @default 1000 */
  settleMs?: number
  /** Aborted: no new work; what is in flight is finished. */
  stop: AbortSignal
  /** An invitation that did not come over, or has no known outcome yet (`unsettled`). */
  onMissing(place: Pick<SourceRecord, 'ordinal' | 'file' | 'line'>, code: string): void
}

/**
 * Brings pending invitations to organizations over, after the users. Each is in the checkpoint under a key of
 * its own before it is sent, so that a resumed run, or a newer file, sends none twice. Resolves when all are
 * settled, when `stop` was aborted, or with `incomplete` when the target left some outcomes open.
 *
 * @throws {MigrationError} when the target or the disk ends the run
 */
export const runInvitations = async (options: InvitationOptions): Promise<ImportEnd> => {
  const sender = new InvitationSender(options)
  try {
    return await sender.sendAll()
  } finally {
    await sender.settle()
  }
}

class InvitationSender {
  readonly #options: InvitationOptions
  readonly #alike = new FailingAlike()
  readonly #work: WorkInFlight
  readonly #keys = new InvitationKeys()
  #inviters: ReadonlyMap<string, string> = new Map()

  constructor(options: InvitationOptions) {
    this.#options = options
    const { concurrency, stop, run } = options
    this.#work = new WorkInFlight({ concurrency, stop, findFailure: () => run.journal.failure })
  }

  async sendAll(): Promise<ImportEnd> {
    const { open, run, stop } = this.#options
    this.#inviters = await this.#findInviters()
    outer: for await (const batch of open()) {
      for (const row of batch) {
        if (this.#work.mustStop) break outer
        await this.#take(row)
      }
    }
    await this.settle()
    if (this.#work.failure !== undefined) throw this.#work.failure.error
    if (stop.aborted) return 'interrupted'
    const isOpen = [...run.state.invitations].some(
      ([key, { state }]) => state === 'begin' && this.#keys.has(key),
    )
    return isOpen ? 'incomplete' : 'complete'
  }

  /** Waits until nothing is in flight. */
  settle(): Promise<void> {
    return this.#work.settle()
  }

  /** The few who invite, so that the checkpoint is read once and not kept. */
  async #findInviters(): Promise<ReadonlyMap<string, string>> {
    const { open, run } = this.#options
    const keys = new Set<string>()
    for await (const batch of open()) {
      for (const { record } of batch) {
        const inviter = record === undefined ? undefined : readInvitation(record).inviter
        if (inviter !== undefined) keys.add(inviter)
      }
    }
    await run.journal.flush()
    return findInviters(run.run.checkpoint, keys)
  }

  async #take(row: SourceRecord): Promise<void> {
    const { run, rules } = this.#options
    const key = this.#keys.take(row)
    const nowMs = run.startedAtMs() + run.at()
    const plan = planInvitationRow(row, { nowMs, validDays: rules.validDays })
    const isFirst = plan.kind !== 'ready' || this.#keys.claim(plan)
    const before = run.state.invitations.get(key)
    if (before !== undefined && isSettled(before, plan)) return
    const begun = before?.state === 'begin' ? before : undefined
    if (!isFirst && begun === undefined) return this.#note(row, key, repeated)
    if (plan.kind !== 'ready') return this.#note(row, key, { state: plan.kind, code: plan.code })
    await this.#work.submit(() => this.#drive(row, key, plan, begun))
  }

  async #drive(
    row: SourceRecord,
    key: string,
    plan: InvitationPlan & { kind: 'ready' },
    before: InvitationRecord | undefined,
  ): Promise<void> {
    const { onMissing } = this.#options
    try {
      this.#note(row, key, await this.#invite(row.ordinal, key, plan, before))
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error
      onMissing(row, 'unsettled')
    }
  }

  async #invite(
    n: number,
    key: string,
    plan: InvitationPlan & { kind: 'ready' },
    before: InvitationRecord | undefined,
  ): Promise<InvitationOutcome> {
    const { run, send, effects, rules, settleMs = 1000, describe, resolvers } = this.#options
    const organization = await resolvers.organizations.resolve(describe(plan.organization))
    if (organization === undefined) return { state: 'skipped', code: 'organization_left_out' }
    if ('code' in organization) return { state: 'failed', code: organization.code }
    const roles = await this.#resolveRoles(plan.roles)
    if ('code' in roles) return { state: 'failed', code: roles.code }
    const inviterId = plan.inviter === undefined ? undefined : this.#inviters.get(plan.inviter)
    const body = {
      invitee: plan.email,
      organizationId: organization.id,
      expiresAt: plan.expiresAtMs,
      ...(roles.ids.length === 0 ? {} : { organizationRoleIds: roles.ids }),
      ...(inviterId === undefined ? {} : { inviterId }),
      messagePayload: writeMessage(rules, plan.email, organization.id),
    }
    const at = before?.at ?? run.at()
    if (before === undefined) await run.journal.append({ t: 'invitation', n, key, at, state: 'begin' })
    const outcome = await settleInvitation({ send, effects, settleMs }, body, {
      mayExist: before !== undefined,
      sinceMs: this.#startedAtMs() + at,
    })
    if (outcome.state === 'failed') this.#alike.failed(outcome.code)
    else this.#alike.succeeded()
    return outcome
  }

  async #resolveRoles(names: readonly string[]): Promise<{ ids: string[] } | { code: string }> {
    const ids = new Set<string>()
    for (const name of names) {
      const resolved = await this.#options.resolvers.organizationRoles.resolve(name)
      if (resolved === undefined) continue
      if ('code' in resolved) return resolved
      ids.add(resolved.role.id)
    }
    return { ids: [...ids] }
  }

  /** By the target's clock. */
  #startedAtMs(): number {
    return this.#options.run.startedAtMs() - clockToleranceMs
  }

  #note(row: SourceRecord, key: string, outcome: InvitationOutcome): void {
    const { run, onMissing } = this.#options
    run.journal.note({ t: 'invitation', n: row.ordinal, key, at: run.at(), ...outcome })
    if ('code' in outcome) onMissing(row, outcome.code)
  }
}

/** The Date header has whole seconds. */
const clockToleranceMs = 10_000

const repeated = { state: 'skipped', code: 'invitation_repeated' } as const

/** What was left out for a reason of its own comes over when a newer file says that it is open again. */
const isSettled = ({ state, code = '' }: InvitationRecord, plan: InvitationPlan): boolean =>
  state !== 'begin' &&
  !(state === 'skipped' && plan.kind === 'ready' && code !== repeated.code && code.startsWith('invitation_'))
