import { z } from 'zod'
import { noteSchema } from './note.js'

const count = z.int().min(0)

const progressSchema = z.strictObject({
  type: z.literal('progress'),
  done: count,
  total: count.nullable().describe('Records of the input; null while nobody knows.'),
  created: count,
  updated: count,
  unchanged: count,
  existing: count,
  rejected: count,
  failed: count,
  waiting: count.describe('Arrived, with steps or memberships still to come.'),
  usersPerSecond: z.number(),
  secondsLeft: count.nullable(),
  requests: count.describe('Requests that left during the last windowMs.'),
  windowMs: z.number(),
  rate: z.string().describe('What may leave: 200/10s, off.'),
  budget: z.string().describe('What may leave at most.'),
  inFlight: count,
  latencyMs: count.nullable(),
  limitedBy: z.string().describe('Why it is not faster.'),
})

const canarySchema = z.strictObject({
  type: z.literal('canary'),
  users: count,
  shapes: count.describe('Kinds of users in the input.'),
  coveredShapes: count,
  existing: count,
  problems: z.array(
    z.strictObject({
      ordinal: count,
      file: z.string(),
      line: count,
      logtoId: z.string().nullable(),
      differences: z.array(z.string()).describe('Names of what differs; never a value.'),
    }),
  ),
  isVerified: z.boolean(),
})

/** What a job tells while it works; `import --json` prints the same, one JSON object a line. */
export const jobEventSchema = z.union([
  z.strictObject({
    type: z.literal('start'),
    run: z.string(),
    endpoint: z.string(),
    source: z.string(),
    isResumed: z.boolean(),
    total: count.nullable(),
    rate: z.string(),
  }),
  progressSchema,
  z.strictObject({
    type: z.literal('paused'),
    by: z.enum(['operator', 'target']),
    reason: z.string(),
    until: z.string().nullable().describe('ISO 8601; null: until somebody resumes it.'),
  }),
  z.strictObject({ type: z.literal('resumed') }),
  z.strictObject({ type: z.literal('rollback'), done: count, total: count }),
  z.strictObject({
    type: z.literal('links'),
    made: count,
    hadOne: count.describe('Their link of an earlier call has not run out.'),
    users: count.describe('Users that were looked at.'),
    unsettled: count.describe('An earlier request may have made their link: they are looked at again.'),
  }),
  noteSchema,
  canarySchema,
  z.strictObject({
    type: z.literal('end'),
    end: z.string(),
    counts: z.record(z.string(), count).describe('Records by outcome.'),
    unknown: count,
    unfinished: count,
  }),
  z.strictObject({
    type: z.literal('end'),
    end: z.literal('error'),
    error: z.strictObject({ code: z.string(), message: z.string() }),
  }),
])

export type JobEvent = z.infer<typeof jobEventSchema>
export type ProgressEvent = z.infer<typeof progressSchema>

/** One printed line: each event bears its time, and a note says in words what its fields say. */
const printedSchema = z.intersection(
  z.looseObject({ at: z.iso.datetime(), message: z.string().optional() }),
  z.union(jobEventSchema.options.map(loosen)),
)

export const jobEventJsonSchema = (): object => ({
  ...z.toJSONSchema(printedSchema),
  title: 'Event of a job',
  description: 'One line of what logto-migrate import --json writes on stderr.',
})

/** `at` and `message` stand beside the fields of an event. */
function loosen(schema: (typeof jobEventSchema.options)[number]): z.ZodType {
  return schema instanceof z.ZodDiscriminatedUnion
    ? z.union(schema.options.map((option) => option.loose()))
    : schema.loose()
}
