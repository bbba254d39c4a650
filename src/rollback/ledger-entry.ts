import { z } from 'zod'

/** Version of the ledger's format; specified in docs/rollback.md. */
export const ledgerFormat = 1

const ids = z.array(z.string().min(1)).min(1)
const reason = z.enum(['signed_in', 'changed', 'other_run', 'there_before', 'in_use'])

/** One line of rollback.ndjson. */
export const ledgerEntrySchema = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('rollback'),
    format: z.int().positive(),
    run: z.string(),
    tool: z.string(),
    at: z.string(),
  }),
  /** A session begins, with these permissions. */
  z.strictObject({ t: z.literal('open'), at: z.string(), signedIn: z.boolean(), changed: z.boolean() }),
  /** On disk before the first of them is deleted: whoever is absent later was deleted by this rollback. */
  z.strictObject({ t: z.literal('intend'), id: ids }),
  z.strictObject({ t: z.literal('deleted'), id: z.string().min(1) }),
  /** Were not there when they were looked up. */
  z.strictObject({ t: z.literal('gone'), id: ids }),
  z.strictObject({ t: z.literal('kept'), id: z.string().min(1), why: z.array(reason).min(1) }),
  z.strictObject({ t: z.literal('failed'), id: z.string().min(1), code: z.string().min(1) }),
  z.strictObject({
    t: z.literal('thing'),
    kind: z.enum(['role', 'organization', 'organizationRole']),
    name: z.string(),
    id: z.string().optional(),
    did: z.enum(['deleted', 'gone', 'kept', 'failed']),
    why: reason.optional(),
    code: z.string().optional(),
  }),
  z.strictObject({
    t: z.literal('invitation'),
    id: z.string().min(1),
    did: z.enum(['deleted', 'gone', 'kept', 'failed']),
  }),
  z.strictObject({ t: z.literal('close'), why: z.enum(['complete', 'partial', 'interrupted']) }),
])

export type LedgerEntry = z.infer<typeof ledgerEntrySchema>
export type KeptReason = z.infer<typeof reason>
