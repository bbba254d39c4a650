import { defaultPlanRules, type PlanRules } from '../../plan/plan-rules.js'
import type { CensusReport, Tally } from './census.js'
import { passwordReasonKind } from '../../password/password-reasons.js'
import { formatCount } from '../format.js'

/** Something that only the operator can decide, with the setting that does. */
export interface Decision {
  /** Key of the config, `roles.createMissing`, or `map()`. */
  key: string
  /** Records that it concerns. */
  records: number
  /** What is set now; undefined where it is no choice of a few values. */
  now: string | undefined
  /** What happens now, and what else could. */
  message: string
}

/** The settings of the run that decide something, as the config has them. */
export interface DecidingSettings extends Partial<
  Pick<
    PlanRules,
    'unverifiedEmail' | 'unverifiedPhone' | 'invalidPhone' | 'username' | 'unconvertiblePassword'
  >
> {
  defaultCountry?: string | undefined
  password?: { plaintext?: boolean } | undefined
  keepLegacy?: boolean | undefined
  roles?: { createMissing?: boolean }
  organizations?: { createMissing?: boolean; roles?: { createMissing?: boolean } }
}

/** What a run over the input leaves to the operator, the largest first. */
export const listDecisions = (census: CensusReport, settings: DecidingSettings): Decision[] =>
  [
    ...decideValues(census, settings),
    ...decideStates(census),
    ...decidePasswords(census, settings),
    ...decideMemberships(census, settings),
    ...decideIdentities(census),
    ...decideFactors(census),
    ...decideMark(census),
  ]
    .filter(({ records }) => records > 0)
    .sort((a, b) => b.records - a.records)

const decideValues = (
  { warnings, problems, duplicates }: CensusReport,
  settings: DecidingSettings,
): Decision[] => [
  {
    key: 'unverifiedEmail',
    records: countOf(warnings['email_demoted'], problems['email_unverified']),
    now: settings.unverifiedEmail ?? defaultPlanRules.unverifiedEmail,
    message:
      'these e-mail addresses are unverified by the source; demote keeps them in customData, accept lets people sign in with them, reject keeps the records out',
  },
  {
    key: 'unverifiedPhone, invalidPhone',
    records: countOf(warnings['phone_demoted'], problems['phone_unverified'], problems['phone_invalid']),
    now: `${settings.unverifiedPhone ?? defaultPlanRules.unverifiedPhone}, ${settings.invalidPhone ?? defaultPlanRules.invalidPhone}`,
    message:
      'these phone numbers are unverified or cannot exist; demote keeps them in customData, reject keeps the records out',
  },
  {
    key: 'defaultCountry',
    records: countOf(problems['phone_no_country']),
    now: settings.defaultCountry ?? 'not set',
    message: 'these phone numbers have no country code; name their country, or set invalidPhone to demote',
  },
  {
    key: 'username',
    records: countOf(
      warnings['username_dropped'],
      warnings['username_rewritten'],
      problems['username_invalid'],
    ),
    now: settings.username ?? defaultPlanRules.username,
    message:
      "these usernames break Logto's rule; drop leaves them out, rewrite changes them, reject keeps the records out",
  },
  {
    key: 'map()',
    records: duplicates,
    now: undefined,
    message: 'an earlier record has the same key or identifier; merge them in the source, or clear one',
  },
  {
    key: 'map()',
    records: countOf(problems['no_sign_in_method']),
    now: undefined,
    message: 'nothing is left to sign in with; give an identifier, or accept what was demoted',
  },
]

const decideStates = ({ warnings }: CensusReport): Decision[] =>
  Object.entries(warnings).flatMap(([code, { count }]) => {
    const [kind = '', state] = splitOnce(code, ':')
    const now = askedStates.get(kind)
    if (now === undefined || state === undefined) return []
    const message = `nothing says what ${state} means; say it: states: { '${state}': 'active', 'suspend' or 'skip' }`
    return [{ key: 'states', records: count, now, message }]
  })

/** Warnings about states, with what the users come as. */
const askedStates: ReadonlyMap<string, string> = new Map([
  ['state_unknown', 'suspend'],
  ['state_empty', 'active'],
])

const splitOnce = (text: string, mark: string): [string, string | undefined] => {
  const at = text.indexOf(mark)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** Refusals that end when the operator says how the hash was made. */
const askedReasons = [
  'ambiguous_hex_digest',
  'ambiguous_base64_digest',
  'ambiguous_digest_pair',
  'ambiguous_scrypt_pair',
  'ambiguous_salt_encoding',
  'ambiguous_salt_position',
  'missing_parameters',
  'unknown_hasher',
  'unrecognised_hash',
]

const decidePasswords = (
  { losses, problems, passwords }: CensusReport,
  settings: DecidingSettings,
): Decision[] => {
  const lost = Object.entries(losses).filter(([kind]) => kind === 'password' || kind.startsWith('password:'))
  const isPlaintext = settings.password?.plaintext === true
  return [
    {
      key: 'password.plaintext',
      records: countOf(losses['password:not_a_hash']),
      now: String(isPlaintext),
      message:
        'these values of a password column look like no hash: left out; if they are plaintext, set password: { plaintext: true } or --plaintext-passwords, else ask the source how it hashes',
    },
    {
      key: 'password.family',
      records: askedReasons.reduce((total, reason) => total + countOf(losses[`password:${reason}`]), 0),
      now: 'not set',
      message:
        'these hashes do not say how they were made: ask the source for the algorithm, and where the salt stands and how it is written; set password: { family, saltPosition, saltEncoding, layout }',
    },
    {
      key: 'legacyPasswords',
      records: settings.keepLegacy === true ? 0 : countVerifiable(lost),
      now: 'false',
      message:
        'no Logto digest exists for these hashes; --keep-legacy keeps those that can be verified here, so that the old password works at the first sign-in (trickle)',
    },
    {
      key: 'unconvertiblePassword',
      records: lost.reduce(
        (total, [, { count }]) => total + count,
        countOf(problems['password_unconvertible']),
      ),
      now: settings.unconvertiblePassword ?? defaultPlanRules.unconvertiblePassword,
      message:
        'these passwords cannot come over; omit lets people in by a reset or a code, reject keeps the records out',
    },
    {
      key: 'password',
      records: passwords['plaintext'] ?? 0,
      now: 'plaintext',
      message:
        'Logto hashes each plaintext password itself, 10 to 20 users a second on two cores; hashes are ten times as fast',
    },
  ]
}

/** By the reason alone: whether each hash can be verified is looked into when they are kept. */
const countVerifiable = (lost: [string, Tally][]): number =>
  lost
    .filter(([kind]) => passwordReasonKind(kind.slice('password:'.length)) === 'impossible')
    .reduce((total, [, { count }]) => total + count, 0)

const decideMemberships = ({ memberships }: CensusReport, settings: DecidingSettings): Decision[] => {
  const { roles, organizations } = settings
  const decide = (
    key: string,
    title: string,
    { names, users }: { names: number; users: number },
    isMade: boolean | undefined,
  ): Decision => ({
    key: `${key}.createMissing`,
    records: users,
    now: String(isMade ?? false),
    message: `${title} of the input: ${formatCount(names)}; each must be in the target, be mapped with ${key}.map, or be created`,
  })
  return [
    decide('roles', 'roles', memberships.roles, roles?.createMissing),
    decide('organizations', 'organizations', memberships.organizations, organizations?.createMissing),
    decide(
      'organizations.roles',
      'organization roles',
      memberships.organizationRoles,
      organizations?.roles?.createMissing,
    ),
  ]
}

const decideIdentities = ({ losses, problems }: CensusReport): Decision[] => [
  {
    key: 'connectors',
    records: countOf(losses['social_identity'], losses['enterprise_identity'], problems['identity_invalid']),
    now: undefined,
    message: 'these identities have no connector target; name it by provider or connection of the source',
  },
]

const decideFactors = ({ losses }: CensusReport): Decision[] => [
  {
    key: 'source.related.mfa',
    records: countOf(losses['second_factors_unknown']),
    now: undefined,
    message:
      'the export does not say who of them has second factors; GET /api/users/:id/mfa-verifications gives their types (never a secret): join its answers to know who must enrol again, or export the users table, which has the secrets',
  },
]

const decideMark = ({ warnings }: CensusReport): Decision[] => [
  {
    key: 'keepMigratedFrom',
    records: countOf(warnings['unmarked_user']),
    now: 'false',
    message:
      'these users have neither identifier nor mark, so that nothing but their content tells whether a create without an answer was carried out; true marks them, and import asks for --yes otherwise',
  },
]

const countOf = (...tallies: (Tally | undefined)[]): number =>
  tallies.reduce((total, tally) => total + (tally?.count ?? 0), 0)
