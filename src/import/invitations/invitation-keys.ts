import { createHash } from 'node:crypto'
import { readInvitation, type SourceInvitation } from '../../presets/read-invitation.js'
import type { SourceRecord } from '../../source/source-record.js'
import type { InvitationPlan } from './plan-invitation.js'

/** Names of the invitations of one pass over their file. Its memory grows with their number. */
export class InvitationKeys {
  readonly #keys = new Set<string>()
  /** How often a row of the same content came before. */
  readonly #seen = new Map<string, number>()
  /** By address and organization: Logto takes one pending invitation of each. */
  readonly #pairs = new Set<string>()

  /** A hash, because the checkpoint holds no address; rows of one content are told apart by their count. */
  take({ record, raw }: SourceRecord): string {
    const text = record === undefined ? (raw ?? '') : describeRow(readInvitation(record))
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 16)
    const count = this.#seen.get(digest) ?? 0
    this.#seen.set(digest, count + 1)
    const key = count === 0 ? digest : `${digest}-${count}`
    this.#keys.add(key)
    return key
  }

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  /** False when an earlier row invites the same address to the same organization. */
  claim({ email, organization: { id, name } }: InvitationPlan & { kind: 'ready' }): boolean {
    const { size } = this.#pairs
    this.#pairs.add(JSON.stringify([email.toLowerCase(), id ?? null, id === undefined ? name : null]))
    return this.#pairs.size > size
  }
}

/** What tells one invitation of the source from the next; its state may have changed in a newer file. */
const describeRow = ({ id, email, organization, roles, expiresAtMs }: SourceInvitation): string =>
  id === undefined
    ? JSON.stringify([email?.toLowerCase(), organization?.id, organization?.name, roles, expiresAtMs])
    : JSON.stringify([id])
