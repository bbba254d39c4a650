import { z } from 'zod'

/** Version of the file format; a file with a higher one is refused. Specified in docs/checkpoint-format.md. */
export const checkpointFormat = 1

const ordinal = z.int().positive().describe('Position of the record in the input, from 1.')
const atMs = z.number().nonnegative().describe('Milliseconds since the start of the run.')
const latencyMs = z.number().nonnegative().describe('Milliseconds from sending the request to its answer.')
const logtoId = z.string().min(1).describe('Id of the user in Logto.')
const left = z.int().nonnegative().describe('Steps and memberships of this record that are still to come.')
const code = z.string().min(1).describe('Stable code of the refusal.')

const inputFile = z.strictObject({
  path: z.string(),
  size: z.int().nonnegative().nullable().describe('Bytes; null for standard input.'),
  sha256: z.string().nullable().describe('Of the file as it is on disk; null for standard input.'),
})

const run = z.strictObject({
  t: z.literal('run'),
  format: z.int().positive(),
  run: z.string().describe('Random id of the run.'),
  tool: z.string().describe('Version of logto-migrate that began the run.'),
  at: z.string().describe('Start of the run, ISO 8601.'),
  source: z.string().describe('Name of the preset.'),
  input: z.array(inputFile),
  target: z.strictObject({ endpoint: z.string(), tenantId: z.string() }),
})

const open = z.strictObject({ t: z.literal('open'), at: atMs }).describe('A process took the run up.')

const close = z
  .strictObject({ t: z.literal('close'), at: atMs, why: z.enum(['complete', 'interrupted', 'stopped']) })
  .describe('A process left the run in good order; complete: every record has its outcome.')

const begin = z
  .strictObject({ t: z.literal('begin'), n: ordinal, key: z.string(), at: atMs.optional() })
  .describe('On disk before the first request that could create the user is sent.')

const created = z.strictObject({
  t: z.enum(['created', 'adopted']),
  n: ordinal,
  id: logtoId,
  at: atMs,
  ms: latencyMs,
  left,
})

const existing = z
  .strictObject({ t: z.literal('existing'), n: ordinal, id: logtoId.optional(), at: atMs, code })
  .describe('Somebody with these identifiers was there before the run; left as they are.')

const failed = z
  .strictObject({
    t: z.literal('failed'),
    n: ordinal,
    at: atMs,
    code,
    status: z.int().optional().describe('HTTP status of the refusal.'),
  })
  .describe('Logto refused the user for good.')

const rejected = z
  .strictObject({
    t: z.literal('rejected'),
    n: ordinal,
    at: atMs,
    key: z.string().optional(),
    codes: z.array(code).min(1),
  })
  .describe('The record never left the machine.')

const skipped = z
  .strictObject({ t: z.literal('skipped'), n: ordinal, at: atMs, key: z.string().optional(), code })
  .describe('Left out on purpose, by the preset or by map().')

const step = z
  .strictObject({
    t: z.literal('step'),
    n: ordinal,
    unit: z.string().describe('`suspend`, `expire`, `identity:<target>` or `factor:<type>`.'),
    ok: z.boolean(),
    at: atMs,
    code: code.optional(),
  })
  .describe('One step after the create has its outcome.')

const batch = z
  .strictObject({
    t: z.literal('batch'),
    unit: z
      .string()
      .describe('`role:<role>`, `member:<organization>` or `orgRoles:<organization>:<roles>`, by Logto ids.'),
    n: z.array(ordinal).min(1),
    ok: z.boolean(),
    at: atMs,
    code: code.optional(),
  })
  .describe('One membership of several users has its outcome.')

const rest = z
  .strictObject({ t: z.literal('left'), n: ordinal, left })
  .describe('The plan of a created record changed between two sessions: so many units are still to come.')

const make = z
  .strictObject({
    t: z.literal('make'),
    kind: z.enum(['role', 'organization', 'organizationRole']),
    name: z.string(),
  })
  .describe('On disk before the request that creates a role or an organization is sent.')

const made = z.strictObject({
  t: z.literal('made'),
  kind: z.enum(['role', 'organization', 'organizationRole']),
  name: z.string(),
  id: z.string(),
})

const mark = z
  .strictObject({
    t: z.literal('mark'),
    n: ordinal,
    digest: z.string().describe('Of the source keys of all records up to this one; 64 bits, hex.'),
  })
  .describe(
    'Only for standard input, which has no fingerprint: a resumed run must be given the same records.',
  )

const retry = z
  .strictObject({ t: z.literal('retry'), at: atMs })
  .describe('From here on, what had failed before is open again.')

/** One line of checkpoint.ndjson. The schema is the single truth; schemas/checkpoint.schema.json is made from it. */
export const entrySchema = z.discriminatedUnion('t', [
  run,
  open,
  close,
  begin,
  created,
  existing,
  failed,
  rejected,
  skipped,
  step,
  batch,
  rest,
  make,
  made,
  mark,
  retry,
])

export type CheckpointEntry = z.infer<typeof entrySchema>
export type RunHeader = z.infer<typeof run>
export type InputFile = z.infer<typeof inputFile>
export type MadeKind = z.infer<typeof made>['kind']
