import { z } from 'zod'

/** What is asked as the name of the user; `typed` is what the person typed, `id` the old system's id of the user. */
const identifiers = ['typed', 'email', 'phone', 'username', 'id'] as const
export type IdentifierChoice = (typeof identifiers)[number]

const text = z.string().min(1)
const url = z.url({ protocol: /^https?$/ })

const common = {
  identifier: z.enum(identifiers).optional(),
  timeoutMs: z.int().min(100).max(3000).optional(),
}

const cognito = z.strictObject({
  type: z.literal('cognito'),
  region: text,
  clientId: text,
  clientSecret: text.optional(),
  endpoint: url.optional(),
  ...common,
})

const auth0 = z.strictObject({
  type: z.literal('auth0'),
  domain: text,
  clientId: text,
  clientSecret: text.optional(),
  realm: text,
  endpoint: url.optional(),
  ...common,
})

const entra = z.strictObject({
  type: z.literal('entra'),
  tenant: text,
  clientId: text,
  clientSecret: text.optional(),
  endpoint: url.optional(),
  ...common,
})

const b2c = z.strictObject({
  type: z.literal('b2c'),
  tenant: text,
  policy: text,
  clientId: text,
  endpoint: url.optional(),
  ...common,
})

const okta = z.strictObject({ type: z.literal('okta'), url, ...common })

const keycloak = z.strictObject({
  type: z.literal('keycloak'),
  url,
  realm: text,
  clientId: text,
  clientSecret: text.optional(),
  ...common,
})

const oidc = z.strictObject({
  type: z.literal('oidc'),
  tokenEndpoint: url,
  clientId: text,
  clientSecret: text.optional(),
  authentication: z.enum(['basic', 'body']).optional(),
  scope: text.optional(),
  ...common,
})

const firebase = z.strictObject({
  type: z.literal('firebase'),
  apiKey: text,
  tenantId: text.optional(),
  endpoint: url.optional(),
  ...common,
})

const supabase = z.strictObject({ type: z.literal('supabase'), url, anonKey: text, ...common })

const ldap = z.strictObject({
  type: z.literal('ldap'),
  url: z.url({ protocol: /^ldaps?$/ }),
  startTls: z.boolean().optional(),
  userDn: text.optional(),
  search: z
    .strictObject({ base: text, filter: text, bindDn: text.optional(), bindPassword: text.optional() })
    .optional(),
  ...common,
})

const http = z.strictObject({
  type: z.literal('http'),
  url,
  method: z.enum(['POST', 'PUT', 'GET']).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  form: z.record(z.string(), z.string()).optional(),
  right: z
    .strictObject({
      status: z.union([z.int(), z.array(z.int())]).optional(),
      field: text.optional(),
      equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
    })
    .optional(),
  wrong: z.strictObject({ status: z.union([z.int(), z.array(z.int())]) }).optional(),
  ...common,
})

/** Checks `legacyPasswords.upstream`. */
export const upstreamSchema = z.discriminatedUnion('type', [
  cognito,
  auth0,
  entra,
  b2c,
  okta,
  keycloak,
  oidc,
  firebase,
  supabase,
  ldap,
  http,
])

/** The old system, asked once for each person, at the first sign-in. */
export type UpstreamConfig = z.infer<typeof upstreamSchema>

export type ConfigOf<Type extends UpstreamConfig['type']> = Extract<UpstreamConfig, { type: Type }>
