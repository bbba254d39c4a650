import type { Connector } from '../../logto/calls/connectors.js'
import type { SignInExperience } from '../../logto/calls/sign-in-experience.js'
import type { SignInGroup } from '../plan-needs.js'
import { countUsers, type PreflightCheck } from '../preflight-check.js'

/** What the tenant offers people to sign in with. */
interface Means {
  methods: SignInExperience['signIn']['methods']
  hasEmailConnector: boolean
  hasSmsConnector: boolean
  /** Targets on the sign-in page that have a connector. */
  targets: Set<string>
  canResetByEmail: boolean
  canResetByPhone: boolean
}

type Verdict = 'now' | 'with_old_password' | 'sso' | 'after_reset' | 'never'

/**
 * Whether the users of the input will be able to sign in, as the tenant is set now.
 *
 * @param hasActions whether the target can ask for an old password
 */
export const judgeSignIn = (
  groups: readonly SignInGroup[],
  experience: SignInExperience,
  connectors: readonly Connector[],
  hasActions: boolean,
): { checks: PreflightCheck[]; withoutSignIn: number } => {
  if (groups.length === 0) return { checks: [], withoutSignIn: 0 }
  const means = readMeans(experience, connectors)
  const judged = groups.map((group) => ({ group, verdict: judgeGroup(group, means, hasActions) }))
  const select = (verdict: Verdict): SignInGroup[] =>
    judged.filter((entry) => entry.verdict === verdict).map(({ group }) => group)
  const [never, later, sso] = [select('never'), select('after_reset'), select('sso')]
  const [old, now] = [select('with_old_password'), select('now')]
  const checks: PreflightCheck[] = []
  if (never.length > 0) {
    checks.push({
      ...describe(never),
      status: 'warning',
      message: `${countUsers(sum(never))} cannot sign in as the tenant is set: ${listGroups(never)}. It offers ${describeMeans(means)}.`,
      decide: 'Console > Sign-in experience',
    })
  }
  if (later.length > 0) {
    checks.push({
      ...describe(later),
      status: 'warning',
      message: `${countUsers(sum(later))} can sign in only after "Forgot password": ${listGroups(later)}.`,
    })
  }
  if (sso.length > 0) {
    checks.push({
      ...describe(sso),
      status: 'warning',
      message: `The e-mail domain of ${countUsers(sum(sso))} belongs to enterprise single sign-on: with that address Logto sends them to their provider, and takes neither a password nor a code.`,
      decide: 'Console > Enterprise SSO',
    })
  }
  if (old.length > 0) {
    const message = `${countUsers(sum(old))} can sign in with the old password, while trickle serve runs.`
    checks.push({ ...describe(old), status: 'ok', message })
  }
  if (now.length > 0) {
    checks.push({ ...describe(now), status: 'ok', message: `${countUsers(sum(now))} can sign in.` })
  }
  return { checks, withoutSignIn: sum(never) }
}

const readMeans = (
  { signIn, socialSignInConnectorTargets, forgotPasswordMethods }: SignInExperience,
  connectors: readonly Connector[],
): Means => {
  const has = (type: Connector['type']): boolean => connectors.some((connector) => connector.type === type)
  const social = new Set(connectors.filter(({ type }) => type === 'Social').map(({ target }) => target))
  const resets = (method: string): boolean => forgotPasswordMethods?.includes(method) ?? true
  return {
    methods: signIn.methods,
    hasEmailConnector: has('Email'),
    hasSmsConnector: has('Sms'),
    targets: new Set(socialSignInConnectorTargets.filter((target) => social.has(target))),
    canResetByEmail: has('Email') && resets('EmailVerificationCode'),
    canResetByPhone: has('Sms') && resets('PhoneVerificationCode'),
  }
}

const judgeGroup = (group: SignInGroup, means: Means, hasActions: boolean): Verdict => {
  if (group.isSso) return 'sso'
  const usable = means.methods.filter(({ identifier }) => hasIdentifier(group, identifier))
  const isReachedBy = ({ identifier, verificationCode }: (typeof usable)[number]): boolean =>
    verificationCode &&
    ((identifier === 'email' && means.hasEmailConnector) || (identifier === 'phone' && means.hasSmsConnector))
  if (usable.some((method) => (method.password && group.hasPassword) || isReachedBy(method))) return 'now'
  if (group.targets.some((target) => means.targets.has(target))) return 'now'
  if (hasActions && group.hasOldPassword && usable.some(({ password }) => password))
    return 'with_old_password'
  const canReset = (group.hasEmail && means.canResetByEmail) || (group.hasPhone && means.canResetByPhone)
  return canReset && usable.some(({ password }) => password) ? 'after_reset' : 'never'
}

const hasIdentifier = (group: SignInGroup, identifier: 'username' | 'email' | 'phone'): boolean =>
  ({ username: group.hasUsername, email: group.hasEmail, phone: group.hasPhone })[identifier]

const sum = (groups: readonly SignInGroup[]): number => groups.reduce((total, { users }) => total + users, 0)

const describe = (groups: readonly SignInGroup[]) => ({
  name: 'sign_in' as const,
  users: sum(groups),
  examples: groups.flatMap(({ examples }) => examples).slice(0, 3),
})

const listedGroups = 6

/** `3 with phone only, 12 with username and password`, the largest first. */
const listGroups = (groups: readonly SignInGroup[]): string => {
  const sorted = groups.toSorted((a, b) => b.users - a.users)
  const texts = sorted
    .slice(0, listedGroups)
    .map((group) => `${group.users.toLocaleString('en-US')} with ${describeGroup(group)}`)
  return `${texts.join('; ')}${sorted.length > listedGroups ? '; and others' : ''}`
}

const describeGroup = ({
  hasEmail,
  hasPhone,
  hasUsername,
  hasPassword,
  hasOldPassword,
  targets,
}: SignInGroup): string => {
  const parts = [
    ...(hasEmail ? ['e-mail'] : []),
    ...(hasPhone ? ['phone'] : []),
    ...(hasUsername ? ['username'] : []),
    ...(hasPassword ? ['password'] : []),
    ...(hasOldPassword ? ['old password'] : []),
    ...targets,
  ]
  return parts.length === 1 ? `${parts[0]} only` : parts.join(', ')
}

/** `username with password, e-mail with password or code, google`. */
const describeMeans = ({ methods, targets, hasEmailConnector, hasSmsConnector }: Means): string => {
  const texts = methods.map(({ identifier, password, verificationCode }) => {
    const lacks = identifier === 'email' ? !hasEmailConnector : !hasSmsConnector
    const code = lacks ? 'code (no connector sends it)' : 'code'
    const ways = [...(password ? ['password'] : []), ...(verificationCode ? [code] : [])]
    return `${identifier === 'email' ? 'e-mail' : identifier} with ${ways.join(' or ')}`
  })
  return [...texts, ...targets].join(', ') || 'nothing'
}
