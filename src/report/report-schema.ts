import { z } from 'zod'

/** Version of the JSON report. */
export const reportFormat = 1

const count = z.int().nonnegative()
const seconds = z.number().nonnegative()
const counts = z.record(z.string(), count)

const reason = z.strictObject({
  outcome: z
    .enum(['rejected', 'failed', 'existing', 'skipped', 'unit'])
    .describe('What became of the record; `unit`: a step or membership of a user that is there was refused.'),
  code: z.string(),
  count,
  meaning: z.string().optional().describe('For codes of logto-migrate; the others are codes of Logto.'),
})

const session = z.strictObject({
  at: z.string().describe('When a process took the run up, ISO 8601.'),
  atWorkSeconds: seconds.describe('Working time of the sessions before.'),
  seconds: seconds.describe('From its start to its last entry.'),
  end: z
    .enum(['complete', 'interrupted', 'stopped', 'killed', 'open'])
    .describe('`killed`: it left no word; `open`: the last session, which may be at work still.'),
})

const rate = z.strictObject({
  bucketSeconds: seconds,
  buckets: z
    .array(z.strictObject({ arrived: count, existing: count, failed: count, pausedSeconds: seconds }))
    .describe('Users by working time: the time in which no process was at work is left out.'),
})

const latency = z.strictObject({
  users: count,
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  buckets: z
    .array(z.strictObject({ fromMs: z.number(), toMs: z.number(), users: count }))
    .describe('From `fromMs` up to, not including, `toMs`.'),
})

const tally = z.strictObject({ code: z.string(), count, example: z.string().optional() })

const input = z.strictObject({
  records: count,
  valid: count,
  rejected: count,
  skipped: count,
  passwords: counts.describe('Users by what Logto gets: algorithm, `plaintext`, `first sign-in` or `none`.'),
  oldPasswords: z
    .strictObject({ converted: count, firstSignIn: count, mustReset: count })
    .optional()
    .describe('Users with a password in the source: it works at once, at the first sign-in, or no more.'),
  losses: z.array(tally).describe('What Logto cannot take, by kind.'),
  changes: z.array(tally).describe('What was changed so that the record goes in, by code.'),
  keptOut: counts.describe('Users by name of what was kept out of customData as a secret.'),
  requests: z.record(z.string(), z.number()).describe('Requests that the plan needs, by kind.'),
})

const signIns = z.strictObject({
  at: z.string(),
  since: z.string().optional(),
  users: count,
  signedIn: count,
  never: count,
  stuck: count.optional().describe('Of those who have never come: who have tried.'),
  missing: count.optional().describe('Users of the run who are not in the target any more.'),
  oldPasswords: z
    .strictObject({ used: count, waiting: count })
    .optional()
    .describe(
      'Users whose old password was to work at the first sign-in: those who came, and those who have not.',
    ),
  byMethod: counts,
  failuresByReason: counts,
  overTime: z.array(z.strictObject({ at: z.string(), succeeded: count, failed: count })),
})

const withoutPassword = z.strictObject({
  valid: count.describe('Records that can go in; 0 when the input was not counted.'),
  atOnce: count.describe('Their old password works at once.'),
  firstSignIn: count.describe('It works at the first sign-in, while `trickle serve` runs.'),
  mustReset: count.describe('They had one that Logto cannot take.'),
  hadNone: count.describe('They had none in the source.'),
  links: z
    .strictObject({ made: count, good: count.describe('Not run out.') })
    .nullable()
    .describe('One-time links by `links`; null when none were made.'),
  left: z
    .strictObject({ all: count, neverSignedIn: count, pending: count })
    .nullable()
    .describe('Who is to be written to, from `logs --run`; null before it.'),
})

const invitations = z.strictObject({
  sent: count,
  existing: count.describe('Pending in Logto before.'),
  skipped: count.describe('Over in the source, or of no use in Logto.'),
  failed: count,
  unknown: count,
  codes: counts,
})

const differences = z.strictObject({
  at: z.string().describe('When verify last wrote them, ISO 8601.'),
  users: count.describe('Users that differ from the source, the missing ones among them.'),
  missing: count,
  fields: counts.describe('Users by the field that differs.'),
})

const record = z.strictObject({
  ordinal: z.int().positive(),
  place: z.string().nullable().describe('File and line.'),
  sourceKey: z.string().nullable(),
  logtoId: z.string().nullable(),
  outcome: z.enum(['rejected', 'failed', 'unit']),
  codes: z.array(z.string()),
  message: z.string(),
  record: z.unknown().describe('The original without password fields; null where it is not known.'),
})

/** The JSON report, and what all other forms are made from. Records are kept apart: there may be many. */
export const reportDataSchema = z.strictObject({
  format: z.literal(reportFormat),
  at: z.string().describe('When the report was made, ISO 8601.'),
  tool: z.string().describe('Version of logto-migrate that made the report.'),
  hasPersonalData: z.boolean().describe('Whether keys, messages and records are as they are, or masked.'),
  run: z.strictObject({
    folder: z.string(),
    id: z.string(),
    tool: z.string().describe('Version of logto-migrate that began the run.'),
    source: z.string(),
    files: z.array(z.string()),
    endpoint: z.string(),
    tenantId: z.string(),
    startedAt: z.string(),
    status: z
      .enum(['complete', 'interrupted', 'stopped', 'open'])
      .describe('`open`: the last session has not ended, or was killed.'),
    seconds: seconds.describe('From the start of the run to its last entry.'),
    workSeconds: seconds.describe('The same without the time in which no process was at work.'),
    shard: z.string().optional().describe('The part of the input that the run drives: `2/4`.'),
    pass: count.describe('1 for the run itself, one more for each newer export; counts are of this pass.'),
  }),
  counts: counts.describe('Records of the pass by outcome; `failedUnits` are steps and memberships.'),
  records: count.describe('Records of the pass that have an outcome.'),
  unknown: count.describe('Begun and without a known outcome: looked up first when the run is resumed.'),
  unfinished: count.describe('There, with steps or memberships still to come.'),
  problems: count.describe('Entries of `problemRecords`: rejected, failed, or with refused units.'),
  reasons: z.array(reason),
  sessions: z.array(session),
  rate,
  pauses: z.array(z.strictObject({ reason: z.string(), count, seconds })),
  latency: latency.nullable().describe('Of the creates, waits for the pace and retries included.'),
  input: input
    .nullable()
    .describe('Null when the input can be read only once: it was not counted beforehand.'),
  signIns: signIns.nullable().describe('From sign-ins.json, which `logs --run` writes.'),
  withoutPassword: withoutPassword
    .nullable()
    .describe('Users without a working password and what they were offered; null where there are none.'),
  invitations: invitations.nullable(),
  differences: differences.nullable().describe('From differences.ndjson, which `verify` writes.'),
})

/** One record that did not go in as planned. */
export type ReportRecord = z.infer<typeof record>
export type ReportData = z.infer<typeof reportDataSchema>
export type ReportReason = z.infer<typeof reason>

/** Content of schemas/report.schema.json. */
export const reportJsonSchema = (): object =>
  z.toJSONSchema(reportDataSchema.extend({ problemRecords: z.array(record) }))
