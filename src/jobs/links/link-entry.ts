import { z } from 'zod'

/** Version of the ledger's format; specified in docs/links.md. */
export const linkFormat = 1

const id = z.string().min(1)

/** One line of links.ndjson. Holds no address and no token: those are in links.csv alone. */
export const linkEntrySchema = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('links'),
    format: z.int().positive(),
    endpoint: z.string(),
    tenantId: z.string(),
    tool: z.string(),
    at: z.string(),
  }),
  /** On disk before the request that makes a token for this user leaves. */
  z.strictObject({ t: z.literal('intend'), user: id, at: z.number() }),
  /** The token is there, and its line is in links.csv. Times in milliseconds since the epoch, by Logto's clock. */
  z.strictObject({ t: z.literal('token'), user: id, id, expiresAt: z.number() }),
  z.strictObject({ t: z.literal('failed'), user: id, code: z.string() }),
  z.strictObject({ t: z.literal('revoked'), id }),
])

export type LinkEntry = z.infer<typeof linkEntrySchema>
