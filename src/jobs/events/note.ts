import { z } from 'zod'

const count = z.int().min(0)
const names = z.array(z.string())

const note = <Code extends string, Shape extends z.core.$ZodLooseShape>(code: Code, shape: Shape) =>
  z.strictObject({ type: z.literal('note'), code: z.literal(code), ...shape })

/** What a job has to say besides its progress: facts, which a program can use and a command can put into words. */
export const noteSchema = z.discriminatedUnion('code', [
  note('source', {
    source: z.string().describe('Name of the preset.'),
    title: z.string(),
    evidence: names.describe('Why this preset; empty when it was named.'),
    guesses: z
      .array(
        z.strictObject({
          column: z.string(),
          path: z.enum(['primaryEmail', 'primaryPhone', 'username']),
          why: z.string(),
        }),
      )
      .optional()
      .describe('What people may sign in with, where no column says so.'),
  }),
  note('source_contradicted', {
    source: z.string().describe('Title of the preset that was named.'),
    lookalike: z.string().describe('Name of the preset that the content looks like.'),
    why: z.string(),
  }),
  note('input_form', {
    notes: z.array(
      z.strictObject({ code: z.string(), file: z.string(), line: count, count, message: z.string() }),
    ),
  }),
  note('input_counted', {
    records: count,
    valid: count,
    rejected: count,
    requests: count,
    rate: z.string(),
    seconds: z.number().optional().describe('How long the requests take at the rate; none without a rate.'),
    sharers: count.describe('Processes that share the rate.'),
  }),
  note('kept_out', {
    names: z.record(z.string(), count).describe('Fields that are kept out of customData, with their users.'),
  }),
  note('legacy_key_made', { path: z.string().describe('Key of the store of old passwords.') }),
  note('checkpoint_cut', { bytes: count.describe('A torn last line.') }),
  note('run_begun', { run: z.string(), endpoint: z.string() }),
  note('run_resumed', {
    run: z.string(),
    settled: count,
    unknown: count.describe('Records without a known outcome yet.'),
    waiting: count.describe('Records that wait for steps or memberships.'),
  }),
  note('concurrency_high', { concurrency: count, most: count }),
  note('other_secret', {}),
  note('organizations_first', {}),
  note('side_effects', {
    webhooks: names.describe('Those that fire for each new user.'),
    defaultRoles: names.describe('Roles that Logto gives to each new user.'),
    users: count.optional().describe('Users that may be created, where that is known.'),
  }),
  note('compared', { records: count }),
  note('passwords_rehashed', {}),
  note('users_looked_up', { users: count, requests: count }),
  note('resume_with', { command: z.string().describe('What goes on with the run.') }),
  note('rolled_back_already', { run: z.string() }),
  note('no_records', { files: names }),
  note('notice_failed', { why: z.string().describe('Why --notify told nobody.') }),
])

export type Note = z.infer<typeof noteSchema>
