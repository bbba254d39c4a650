// Over 250 lines: every kind of line of the checkpoint stands here once, since the schema is the specification that is published.

import { z } from 'zod'

/** Version of the file format; a file with a higher one is refused. Specified in docs/checkpoint-format.md. */
export const checkpointFormat = 2

const ordinal = z.int().positive().describe('Position of the record in the input, from 1.')
const atMs = z
  .number()
  .nonnegative()
  .describe('Milliseconds since the start of the run; from format 2 on by the clock of the target.')
const latencyMs = z
  .number()
  .nonnegative()
  .describe(
    'Milliseconds from the decision to send to the answer that settled it; waits for the pace and retries count.',
  )
const logtoId = z.string().min(1).describe('Id of the user in Logto.')
const left = z.int().nonnegative().describe('Steps and memberships of this record that are still to come.')
const code = z.string().min(1).describe('Stable code of the refusal.')

const print = z
  .string()
  .describe('What the plan said, as keyed hashes part by part, so that a newer export can be compared.')
const shapeIndex = z
  .int()
  .positive()
  .describe('Which optional fields the plan filled: the `shape` of this number.')

const inputFile = z.strictObject({
  path: z.string(),
  size: z.int().nonnegative().nullable().describe('Bytes; null for standard input.'),
  sha256: z.string().nullable().describe('Of the file as it is on disk; null for standard input.'),
})

const related = z
  .array(inputFile.extend({ name: z.string().describe('What the preset calls it: `passwords`, `roles`.') }))
  .optional()
  .describe('Further files that the preset joins. Not in checkpoints of versions before 0.2.')

const secretCheck = z
  .string()
  .describe('Tells whether fingerprints of passwords were made with the same secret; eight hex digits.')

const run = z.strictObject({
  t: z.literal('run'),
  format: z.int().positive(),
  run: z.string().describe('Random id of the run.'),
  tool: z.string().describe('Version of logto-migrate that began the run.'),
  at: z
    .string()
    .describe(
      'Start of the run, ISO 8601; from format 2 on by the clock of the target, before by that of the machine.',
    ),
  source: z.string().describe('Name of the preset.'),
  input: z.array(inputFile),
  related,
  target: z.strictObject({ endpoint: z.string(), tenantId: z.string() }),
  shard: z.string().optional().describe('The part of the input that this run drives: `2/4`.'),
  secret: secretCheck.optional(),
})

const delta = z
  .strictObject({
    t: z.literal('delta'),
    at: atMs,
    input: z.array(inputFile),
    related,
    secret: secretCheck.optional(),
  })
  .describe('A pass over a newer export of the same system begins; ordinals start again from 1.')

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
  fp: print.optional(),
  sh: shapeIndex.optional(),
})

const updated = z
  .strictObject({
    t: z.literal('updated'),
    n: ordinal,
    id: logtoId,
    at: atMs,
    ms: latencyMs,
    fields: z.array(z.string()).describe('Fields that were changed; empty when only steps follow.'),
    kept: z.array(z.string()).optional().describe('What could not be changed: `password`, `id`.'),
    left,
    fp: print.optional(),
    sh: shapeIndex.optional(),
  })
  .describe('A user who was there has the content of the record now.')

const same = z
  .strictObject({
    t: z.literal('same'),
    n: z.array(ordinal).min(1),
    id: z.array(logtoId).min(1),
  })
  .describe('Users whose records are as they were in the pass before; no request was sent.')

const recreate = z
  .strictObject({ t: z.literal('recreate'), n: ordinal, id: logtoId, at: atMs })
  .describe('On disk before the user is deleted, to be created again with another password.')

const withdrawn = z
  .strictObject({
    t: z.literal('withdrawn'),
    n: ordinal,
    id: logtoId,
    at: atMs,
    code,
    as: z.enum(['existing', 'failed']).describe('What the record counts as instead.'),
  })
  .describe(
    'The user was deleted again: their only social identity belongs to somebody who was there before.',
  )

const vanished = z
  .strictObject({
    t: z.literal('vanished'),
    key: z.string(),
    id: logtoId,
    at: atMs,
    did: z.enum(['reported', 'suspended', 'deleted', 'kept']),
    code: code.optional(),
  })
  .describe('The newer export has no such record any more.')

const shape = z
  .strictObject({ t: z.literal('shape'), i: z.int().positive(), has: z.string() })
  .describe('Fields that plans fill, as salted hashes of their paths, eight hex digits each.')

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
    unit: z
      .string()
      .describe(
        '`suspend`, `expire`, `identity:<target>`, `factor:<type>`; of a changed user also `unsuspend`, `unlink:<target>`, `clearFactors`, `dropRole:<role>`, `leave:<organization>`, `dropOrganizationRoles:<organization>:<roles>`.',
      ),
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

const invitation = z
  .strictObject({
    t: z.literal('invitation'),
    n: z.int().positive().describe('Position of the invitation in its own file, from 1.'),
    key: z.string().describe('Hash of what identifies the invitation in the source, sixteen hex digits.'),
    at: atMs,
    state: z.enum(['begin', 'sent', 'existing', 'failed', 'skipped']),
    id: z.string().optional().describe('Of the invitation in Logto.'),
    code: code.optional(),
  })
  .describe('An invitation to an organization; begin is on disk before the request that creates it is sent.')

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
  delta,
  updated,
  same,
  recreate,
  withdrawn,
  vanished,
  shape,
  invitation,
])

export type CheckpointEntry = z.infer<typeof entrySchema>
export type RunHeader = z.infer<typeof run>
export type InputFile = z.infer<typeof inputFile>
export type RelatedInput = NonNullable<z.infer<typeof related>>[number]
export type MadeKind = z.infer<typeof made>['kind']
