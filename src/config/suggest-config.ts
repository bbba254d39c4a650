import { judgeName } from '../secrets/judge-name.js'
import type { Preset } from '../presets/preset.js'

/** What is known of an input when a config is suggested for it. */
export interface SuggestionFacts {
  /** Undefined when no export was named: what nobody knows is not written. */
  preset: Preset | undefined
  /** How the operator named it, where that is the path of a module. */
  presetPath?: string | undefined
  files: string[]
  /** Only when recognition alone would not find it again. */
  format: string | undefined
  jsonPath: string | undefined
  endpoint: string | undefined
  tenantId: string | undefined
  /** Hashes that Logto cannot take are to be kept. */
  keepLegacy?: boolean | undefined
  /** Columns that were decided on. */
  columns?: Readonly<Record<string, string | null>>
  /** Columns that mean nothing to the preset, with the share of records that fill them. */
  unknownColumns?: readonly { column: string; goesTo: string; share: number }[]
}

/** Text of a commented migrate.config.ts that works for the input as it is. */
export const suggestConfig = ({
  preset,
  presetPath,
  files,
  format,
  jsonPath,
  endpoint,
  tenantId,
  keepLegacy,
  columns = {},
  unknownColumns = [],
}: SuggestionFacts): string => {
  const related = (preset?.relatedFiles ?? []).map(({ name, title }) =>
    name === 'passwords'
      ? `    // passwords: 'file', // ${title}`
      : `    // related: { ${name}: 'file' }, // ${title}`,
  )
  return [
    "import { defineConfig } from 'logto-migrate'",
    '',
    'export default defineConfig({',
    '  source: {',
    preset === undefined
      ? "    // preset: 'auth0', // recognised from the content when it is not set"
      : `    preset: ${quote(presetPath ?? preset.name)}, // ${preset.title}`,
    files.length === 0 ? "    // files: ['users.csv']," : `    files: [${files.map(quote).join(', ')}],`,
    ...(format === undefined ? [] : [`    format: ${quote(format)},`]),
    ...(jsonPath === undefined ? [] : [`    jsonPath: ${quote(jsonPath)},`]),
    ...related,
    ...decidedColumns(columns),
    ...suggestColumns(unknownColumns),
    '  },',
    '  target: {',
    `    endpoint: process.env['LOGTO_ENDPOINT']${endpoint === undefined ? '' : ` ?? ${quote(endpoint)}`},`,
    ...(tenantId === undefined ? [] : [`    tenantId: ${quote(tenantId)},`]),
    '  },',
    '  // An address that the source calls unverified: demote (to customData), accept, or reject.',
    "  unverifiedEmail: 'demote',",
    "  // A username that breaks Logto's rule: drop, rewrite, or reject.",
    "  username: 'drop',",
    '  // Country of phone numbers without a country code; without it they are rejected.',
    "  // defaultCountry: 'US',",
    '  // Roles and organizations that the target lacks are created only where this says so.',
    '  roles: { map: {}, createMissing: false },',
    '  organizations: { map: {}, createMissing: false, roles: { createMissing: false } },',
    ...(keepLegacy === true ? [keptLegacy] : []),
    '  // The last word on every user; return null to leave one out.',
    '  // map(user, record) { return user },',
    '})',
    '',
  ].join('\n')
}

const keptLegacy =
  '  // Hashes that Logto cannot take are kept, encrypted, and work at the first sign-in (docs/legacy-passwords.md).\n  legacyPasswords: true,'

/** A key as an editor would write it. */
const keyOf = (column: string): string => (/^[A-Za-z_$][\w$]*$/.test(column) ? column : quote(column))

const decidedColumns = (columns: NonNullable<SuggestionFacts['columns']>): string[] =>
  Object.keys(columns).length === 0
    ? []
    : [
        '    // Your columns to fields of the user (logto-migrate docs user-record); null leaves one out.',
        '    columns: {',
        ...Object.entries(columns).map(
          ([column, path]) => `      ${keyOf(column)}: ${path === null ? 'null' : quote(path)},`,
        ),
        '    },',
      ]

/** Commented out, they say what happens anyway: whoever knows better changes the path. */
const suggestColumns = (unknown: NonNullable<SuggestionFacts['unknownColumns']>): string[] => {
  // To put a secret where applications read it is no suggestion.
  const columns = unknown.filter(({ column }) => judgeName(column).verdict !== 'secret')
  return columns.length === 0
    ? []
    : [
        '    columns: {',
        '      // Not understood, and kept as they are. Say what they are (primaryEmail, profile.givenName, roles, …), or null to leave one out.',
        ...columns.map(
          ({ column, goesTo, share }) =>
            `      // ${keyOf(column)}: ${/\.$|\.\.|\.\s*\./.test(goesTo) ? 'null' : quote(goesTo)}, // ${Math.round(share * 100)} % filled`,
        ),
        '    },',
      ]
}

/** The names of what the program reads from the environment, for `.env`. */
export const suggestEnvironment = (): string =>
  [
    '# Copy to .env and fill in. Never commit the copy.',
    '# URL of Logto; on Logto Cloud https://<tenant id>.logto.app, never a custom domain',
    'LOGTO_ENDPOINT=',
    '# "default" when self-hosted',
    'LOGTO_TENANT_ID=default',
    '# A machine-to-machine application with a role that has Logto Management API access',
    'LOGTO_APP_ID=',
    'LOGTO_APP_SECRET=',
    '# Key of the store of old passwords, 32 bytes in hex; without it the file legacy-passwords.key',
    '# LEGACY_STORE_KEY=',
    '',
  ].join('\n')

const quote = (text: string): string =>
  `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    // A header may hold anything; a line end would end the comment that it stands in.
    .replace(/[\p{Cc}\u2028\u2029]/gu, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`
