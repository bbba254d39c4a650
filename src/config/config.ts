// Over 250 lines: the public type of the config with the documentation of each field, as an editor shows it.

import type { Preset } from '../presets/preset.js'
import type { SourceOrganization, UserRecord } from '../presets/user-record.js'
import type { OwnPasswordConversion } from '../password/own-conversion.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'
import type { UpstreamConfig } from '../trickle/upstreams/upstream-config.js'
import type { LiveRecords } from '../source/input/live-records.js'

/**
 * What `migrate.config.ts` may say. Every field is optional; flags and environment come first. What commonly comes
 * from the environment may be undefined.
 *
 * @typeParam Row the records of the source, where you say what they are: `map(user, record: { site?: string })`
 */
export interface MigrateConfig<Row extends object = JsonObject> {
  /** Where an editor finds the JSON Schema: `./node_modules/logto-migrate/schemas/config.schema.json`. Not read. */
  $schema?: string
  /** What is read: files, or records of your own. */
  source?: SourceConfig
  /** Where Logto is, and who asks. */
  target?: TargetConfig
  /**
   * Folder of the run: checkpoint, rejected records, id map, log.
   * @default `.migrate/<base name of the first file>`
   */
  run?: string | undefined
  /**
   * Requests per time: `200/10s`, `1200/1m`, or `off` for a self-hosted target.
   * @default '200/10s'
   */
  rate?: string | undefined
  /**
   * URL of a Redis, `redis://host:6379` or `rediss://user:password@host:6380`: all processes that name it share one
   * budget of requests for the target. LOGTO_MIGRATE_REDIS comes first.
   * @default none: the budget is this process's own
   */
  redis?: string | undefined
  /**
   * Requests in flight at most.
   * @default 'auto'
   */
  concurrency?: number | 'auto'
  /**
   * For how many seconds after its sending a create whose answer was lost may come to light late, because the target
   * reads from replicas. Users without e-mail, phone and username are looked for as long before they are sent again.
   * @default 30
   */
  settleWithin?: number
  /**
   * What happens when somebody with the same e-mail, phone or username is already in the target: they are left
   * alone, they get the content of the record (but not its password hash, which Logto cannot replace), or the
   * record fails.
   * @default 'skip'
   */
  onConflict?: 'skip' | 'update' | 'fail'
  /**
   * When the checkpoint is forced to disk. `group`: once for the lines that gathered during the last write;
   * `always`: after each line; `never`: left to the operating system (a power cut may lose lines).
   * @default 'group'
   */
  sync?: 'always' | 'group' | 'never'
  /**
   * An e-mail address that the source says is unverified: `demote` keeps it in
   * `customData.migratedFrom.unverifiedEmail`, `accept` makes it a trusted sign-in identifier, `reject`
   * rejects the record.
   * @default 'demote'
   */
  unverifiedEmail?: 'accept' | 'demote' | 'reject'
  /**
   * The same for phone numbers.
   * @default 'demote'
   */
  unverifiedPhone?: 'accept' | 'demote' | 'reject'
  /**
   * A phone number that cannot be one: `reject` the record or `demote` it to customData.
   * @default 'reject'
   */
  invalidPhone?: 'reject' | 'demote'
  /**
   * A username that breaks Logto's rule (letters, digits and underscore, no leading digit, at most 128).
   * @default 'drop'
   */
  username?: 'drop' | 'rewrite' | 'reject'
  /**
   * What a state of an account means that nothing explains: `{ 'on-hold': 'suspend', 'status=2': 'skip' }`, by the
   * value, or by column and value. Until it is said, such users come suspended.
   */
  states?: Record<string, 'active' | 'suspend' | 'skip'>
  /**
   * A password hash that Logto cannot hold: `omit` imports the user without a password, `reject` rejects.
   * @default 'omit'
   */
  unconvertiblePassword?: 'omit' | 'reject'
  /**
   * A password that the source says must be changed: `expire` marks it so in Logto, which must have an expiration
   * policy; `omit` imports the user without it, for a link (`links --who no-password`).
   * @default 'expire'
   */
  expiredPassword?: 'expire' | 'omit'
  /** Country (ISO 3166, two letters) of phone numbers without a country code. No default: such numbers are rejected. */
  defaultCountry?: string
  /**
   * Gives users the id that they have in the source, where the target takes one: `preflight` tries it, and `import` stops
   * before the first user where it does not. Elsewhere `claims legacy-id` puts the old id into tokens.
   * @default false
   */
  keepIds?: boolean
  /**
   * Writes source id, creation and last sign-in time to `customData.migratedFrom`.
   * @default true
   */
  keepMigratedFrom?: boolean
  /** What of the source may go to `customData`. */
  customData?: CustomDataConfig
  /** Connector target in Logto by provider or connection name of the source: `{ 'my-oidc': 'acme' }`. */
  connectors?: Record<string, string>
  /** How passwords are stored, where the hashes do not say it themselves. */
  password?: PasswordConfig<Row>
  /**
   * Keeps hashes that Logto cannot take in an encrypted store beside the run, so that the old password works at the
   * first sign-in (`--keep-legacy`, docs/legacy-passwords.md).
   * @default false
   */
  legacyPasswords?: boolean | LegacyPasswordsConfig
  /** Roles of users. */
  roles?: RolesConfig
  /** Organizations and the roles of their members. */
  organizations?: OrganizationsConfig
  /** Pending invitations to organizations, from `source.related.invitations`. */
  invitations?: InvitationsConfig
  /** Has the last word on every user; returns the user, or null to leave the record out. */
  map?: (user: UserRecord, record: Row) => UserRecord | null
}

export interface SourceConfig {
  /**
   * Name of a preset: `auth0`, `generic`, …; or a preset of your own, as an object or as the path of the module that
   * exports it, relative to the config.
   * @default recognised from the content
   */
  preset?: string | Preset
  /** Paths or globs, in order; `-` is standard input. */
  files?: string | string[] | undefined
  /**
   * A source of your own instead of files: a database cursor, the pages of an HTTP API, another tenant. It must
   * give the same records in the same order when it is read again, or a resume is refused.
   */
  records?: LiveRecords
  /** File with password hashes, joined by key where the preset knows one (Auth0's support export). */
  passwords?: string | undefined
  /** Further files that the preset joins to the users, by the preset's own names: `{ identities: 'i.csv' }`. */
  related?: Record<string, string | string[]>
  /** @default 'auto' */
  format?: 'auto' | 'csv' | 'tsv' | 'json' | 'ndjson' | 'ldif' | 'yaml' | 'sql' | 'table' | 'xml'
  /** CSV delimiter. @default sniffed */
  delimiter?: string
  /** Where the array of records is in a JSON file: `data.users`. @default found by itself */
  jsonPath?: string
  /** Name of the file inside a .zip or .tar archive. @default the only one that can be an export */
  member?: string
  /** Name or number of the sheet of an .xlsx workbook. @default the first one */
  sheet?: string
  /** Table of a SQL dump, or element of XML that is one user. @default the only one, or the one that looks most like users */
  table?: string
  /** Whether a CSV file has a header line. False needs `columns` as a list. @default found out */
  header?: boolean
  /** How quotes and line ends inside the cells of a CSV file are escaped. @default sniffed */
  escape?: 'doubled' | 'backslash'
  /** Label of the encoding, as browsers know it: `windows-1252`, `shift_jis`, … @default recognised */
  encoding?: string
  /**
   * Refuses what is not as RFC 4180 has it (rows too short or too long, quotes inside cells, titles above the header)
   * instead of reading it as it was meant, and guesses no encoding.
   * @default false
   */
  strict?: boolean
  /**
   * Your column or field to a path of the user record; null leaves the column out. As a list, the names of the columns
   * of a CSV file without a header, in order; an empty one is left out.
   */
  columns?: Record<string, string | null> | string[]
}

export interface CustomDataConfig {
  /**
   * Names or paths of secrets that are let through to `customData`, with everything below them: `['crm_token',
   * 'auth0.app_metadata.api_key']`. Whoever may ask Logto for the scope `custom_data` can read them there.
   * @default none
   */
  keep?: string[]
}

export interface TargetConfig {
  /** URL of Logto, without a path. On Logto Cloud `https://<tenant id>.logto.app`, never a custom domain. */
  endpoint?: string | undefined
  /** @default 'default' */
  tenantId?: string | undefined
  /** API resource indicator. @default `https://<tenant id>.logto.app/api` */
  resource?: string | undefined
  /**
   * Whether `http://` may be used for more than loopback: the secret and the hashes are then readable on the way.
   * @default false
   */
  insecureHttp?: boolean
  /** Id of the machine-to-machine application. The secret comes from LOGTO_APP_SECRET alone. */
  appId?: string | undefined
}

/** Old passwords that Logto cannot hold, and that work at the first sign-in all the same (`trickle`). */
export interface LegacyPasswordsConfig {
  /**
   * The old system, asked once at the first sign-in where no hash is kept: `{ type: 'cognito', region, clientId }`,
   * and the like for auth0, entra, b2c, okta, keycloak, oidc, firebase, supabase, ldap and http (docs/trickle.md).
   * @default none
   */
  upstream?: UpstreamConfig
  /**
   * Keeps hashes that Logto cannot take, and that this program can verify.
   * @default true
   */
  keep?: boolean
}

/** Parameters of Firebase's scrypt, as its console shows them. */
export interface FirebaseHashConfig {
  /** `base64_signer_key`, a secret: `process.env.FIREBASE_SIGNER_KEY`. It is refused where it is missing. */
  signerKey: string | undefined
  /** `base64_salt_separator` */
  saltSeparator: string
  /** `rounds` */
  rounds: number
  /** `mem_cost` */
  memCost: number
}

/**
 * How a home-made table stores its passwords; handed to `convertPassword`. What a record says itself (its salt
 * column, for instance) comes before what stands here.
 */
export interface PasswordConfig<Row extends object = JsonObject> {
  /**
   * Values that look like no hash are the passwords themselves. Without it they are left out and counted; hashes stay
   * hashes with it, and what could be a digest is named instead of set.
   * @default false
   */
  plaintext?: boolean
  /**
   * Hash family: `digest`, `pbkdf2`, `scrypt`, `bcrypt`, `argon2`, `firebase-scrypt`, or the name of a plain
   * hash such as `sha256`.
   * @default recognised
   */
  family?: string
  /** Hash function: `md5`, `sha256`, `sha512`, … @default taken from `family` */
  digest?: string
  /** Salt of every record, where there is no column for it. */
  salt?: string | undefined
  /** What the salt column holds. PBKDF2 and scrypt have no default. @default 'utf8' for a plain digest */
  saltEncoding?: 'utf8' | 'hex' | 'base64'
  /** Where the salt of a plain digest stands. No default. */
  saltPosition?: 'prefix' | 'suffix'
  /** Salt, pepper and password of a plain digest in one line: `{pepper}{salt}:{password}`. */
  template?: string
  /** Salt and hash in one text: `salt:hash`, `hash.salt`, `salt$hash`. */
  layout?: string
  /** How the hash is written. @default told by the text */
  hashEncoding?: 'hex' | 'base64'
  /** Of PBKDF2. */
  iterations?: number
  /** Bytes of the derived key. @default the length of the hash */
  keyLength?: number
  /** Of scrypt. @default 16384 */
  N?: number
  /** Of scrypt. @default 8 */
  r?: number
  /** Of scrypt. @default 1 */
  p?: number
  /** A secret constant that the old system added to every password. */
  pepper?: string | undefined
  /** Firebase's project parameters (Authentication > ⋮ > Password hash parameters). */
  firebase?: FirebaseHashConfig
  /** Whatever else the format of the source asks for, by the names in docs/passwords.md and on the source's page. */
  params?: Record<string, unknown>
  /**
   * Converts a stored hash where nothing built in does. Gets the stored value and the whole record; returns what
   * Logto is to get, null for a user without a password, or undefined for the usual conversion. What it returns
   * is checked like every other digest. Throwing rejects the record.
   */
  convert?: (hash: JsonValue, record: Row) => OwnPasswordConversion | null | undefined
}

export interface RolesConfig {
  /** Role in the source to role in Logto, by name or id; null drops it. */
  map?: Record<string, string | null>
  /** Creates roles that the target lacks. @default false */
  createMissing?: boolean
}

export interface OrganizationsConfig {
  /** Organization in the source (id or name) to organization in Logto, by name or id; null drops it. */
  map?: Record<string, string | null>
  /** Creates organizations that the target lacks. @default false */
  createMissing?: boolean
  /** Organization roles. */
  roles?: RolesConfig
  /**
   * Has the last word on an organization before it is created: returns it with another name, description or
   * customData. It is found again by the source's id, whatever its name.
   */
  describe?: (organization: SourceOrganization) => SourceOrganization
}

export interface InvitationsConfig {
  /**
   * Logto e-mails every invitation that is created, so it needs an e-mail connector with the template
   * OrganizationInvitation. Without it nobody is told.
   * @default false
   */
  sendMail?: boolean
  /** Page of your application that accepts; `{email}` and `{organization}` (Logto's id) are filled in. For the e-mail. */
  link?: string
  /** Days that an invitation without an end in the source is valid. @default 30 */
  validDays?: number
}

/** Types `migrate.config.ts`; returns what it is given. */
export const defineConfig = <Row extends object = JsonObject>(config: MigrateConfig<Row>): MigrateConfig =>
  // The records are what the source holds; of what type they are, the config has said.
  config as unknown as MigrateConfig
