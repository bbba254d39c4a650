import { z } from 'zod'
import type { LiveRecords } from '../source/input/live-records.js'
import type { MigrateConfig } from './config.js'
import { upstreamSchema } from '../trickle/upstreams/upstream-config.js'
import { presetSchema } from './preset-schema.js'

const rename = z.record(z.string(), z.string().nullable())

const roles = z.strictObject({ map: rename.optional(), createMissing: z.boolean().optional() })

const unverified = z.enum(['accept', 'demote', 'reject'])

/** Checks a loaded config. schemas/config.schema.json is made from it. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  source: z
    .strictObject({
      preset: z.union([z.string(), presetSchema]).optional(),
      files: z.union([z.string(), z.array(z.string())]).optional(),
      records: z
        .custom<LiveRecords>((value) => typeof value === 'function', 'expected a function')
        .optional(),
      passwords: z.string().optional(),
      related: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
      format: z
        .enum(['auto', 'csv', 'tsv', 'json', 'ndjson', 'ldif', 'yaml', 'sql', 'table', 'xml'])
        .optional(),
      delimiter: z.string().min(1).optional(),
      jsonPath: z.string().optional(),
      member: z.string().optional(),
      sheet: z.string().optional(),
      table: z.string().optional(),
      header: z.boolean().optional(),
      escape: z.enum(['doubled', 'backslash']).optional(),
      encoding: z.string().optional(),
      strict: z.boolean().optional(),
      columns: z.union([rename, z.array(z.string())]).optional(),
    })
    .optional(),
  target: z
    .strictObject({
      endpoint: z.string().optional(),
      tenantId: z.string().optional(),
      resource: z.string().optional(),
      appId: z.string().optional(),
      insecureHttp: z.boolean().optional(),
    })
    .optional(),
  run: z.string().optional(),
  rate: z.string().optional(),
  redis: z.string().optional(),
  concurrency: z.union([z.int().positive(), z.literal('auto')]).optional(),
  settleWithin: z.number().nonnegative().max(3600).optional(),
  onConflict: z.enum(['skip', 'update', 'fail']).optional(),
  sync: z.enum(['always', 'group', 'never']).optional(),
  unverifiedEmail: unverified.optional(),
  unverifiedPhone: unverified.optional(),
  invalidPhone: z.enum(['reject', 'demote']).optional(),
  username: z.enum(['drop', 'rewrite', 'reject']).optional(),
  states: z.record(z.string(), z.enum(['active', 'suspend', 'skip'])).optional(),
  unconvertiblePassword: z.enum(['omit', 'reject']).optional(),
  expiredPassword: z.enum(['expire', 'omit']).optional(),
  defaultCountry: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'expected a two-letter country code such as US')
    .optional(),
  keepIds: z.boolean().optional(),
  keepMigratedFrom: z.boolean().optional(),
  customData: z.strictObject({ keep: z.array(z.string()).optional() }).optional(),
  connectors: z.record(z.string(), z.string()).optional(),
  legacyPasswords: z
    .union([
      z.boolean(),
      z.strictObject({ keep: z.boolean().optional(), upstream: upstreamSchema.optional() }),
    ])
    .optional(),
  password: z
    .strictObject({
      plaintext: z.boolean().optional(),
      family: z.string().optional(),
      digest: z.string().optional(),
      salt: z.string().optional(),
      saltEncoding: z.enum(['utf8', 'hex', 'base64']).optional(),
      saltPosition: z.enum(['prefix', 'suffix']).optional(),
      template: z.string().optional(),
      layout: z.string().optional(),
      hashEncoding: z.enum(['hex', 'base64']).optional(),
      iterations: z.int().positive().optional(),
      keyLength: z.int().positive().optional(),
      N: z.int().positive().optional(),
      r: z.int().positive().optional(),
      p: z.int().positive().optional(),
      params: z.record(z.string(), z.unknown()).optional(),
      pepper: z.string().optional(),
      firebase: z
        .strictObject({
          // Usually from the environment: the type lets undefined through, and this names it.
          // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- the type of the whole is inferred from it
          signerKey: z.string() as z.ZodType<string | undefined>,
          saltSeparator: z.string(),
          rounds: z.int().positive(),
          memCost: z.int().positive(),
        })
        .optional(),
      convert: z
        .custom<NonNullable<NonNullable<MigrateConfig['password']>['convert']>>(
          (value) => typeof value === 'function',
          'expected a function',
        )
        .optional(),
    })
    .optional(),
  roles: roles.optional(),
  organizations: z
    .strictObject({
      map: rename.optional(),
      createMissing: z.boolean().optional(),
      roles: roles.optional(),
      describe: z
        .custom<NonNullable<NonNullable<MigrateConfig['organizations']>['describe']>>(
          (value) => typeof value === 'function',
          'expected a function',
        )
        .optional(),
    })
    .optional(),
  invitations: z
    .strictObject({
      sendMail: z.boolean().optional(),
      link: z
        .string()
        .regex(/^https?:\/\/\S+$/, 'expected an http or https URL')
        .optional(),
      validDays: z.number().positive().optional(),
    })
    .optional(),
  map: z
    .custom<NonNullable<MigrateConfig['map']>>((value) => typeof value === 'function', 'expected a function')
    .optional(),
})

// The documented interface and the schema must say the same; a difference does not compile.
const isSame: MigrateConfig extends z.infer<typeof configSchema>
  ? z.infer<typeof configSchema> extends MigrateConfig
    ? true
    : never
  : never = true
void isSame
