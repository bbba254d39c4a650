import { z } from 'zod'

/** Name of the manifest within the folder of an export. */
export const manifestName = 'manifest.json'

const text = z.string().min(1)

const settings = z.strictObject({
  password: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('as `password` in the config: parameters of hashes, such as those of Firebase'),
  columns: z
    .record(z.string(), z.string().nullable())
    .optional()
    .describe('as `source.columns` in the config: column of a table of one’s own to path of the user record'),
})

/** What goes from an export to `check` and `import` besides the files. */
export type ExportSettings = z.infer<typeof settings>

const file = z.strictObject({
  name: text.describe('`users`, or the name of a related file of the preset, or `invitations`'),
  path: z
    .string()
    .regex(/^[\w.-]+$/)
    .describe('name of a file beside the manifest'),
  records: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[\da-f]{64}$/),
})

/** What an export consists of. schemas/export-manifest.schema.json is made from it. */
export const manifestSchema = z.strictObject({
  format: z.literal('logto-migrate-export'),
  version: z.literal(1),
  tool: text.describe('version of logto-migrate that wrote it'),
  system: text.describe('as on the command line of export'),
  preset: text.nullable().describe('preset that reads the files; null when their content is to say'),
  via: text.describe('the interface that was read: a database, or an API'),
  systemVersion: text.nullable(),
  startedAt: text,
  finishedAt: text,
  sessions: z
    .array(z.strictObject({ startedAt: text, snapshot: z.enum(['transaction', 'none']) }))
    .min(1)
    .describe('one for each start: an export that was killed and resumed has several'),
  filters: z.strictObject({
    since: text.nullable(),
    limit: z.int().positive().nullable(),
    options: z.record(z.string(), z.string()).describe('schema, prefix, tenant and the like'),
  }),
  files: z.array(file).min(1),
  withheld: z.array(z.string()).describe('what the system does not give out, a sentence each'),
  settings: settings.optional(),
  continuation: text
    .optional()
    .describe('what `export --since` with this folder tells the system to go on from; no credential'),
})

/** The manifest of an export. */
export type Manifest = z.infer<typeof manifestSchema>
