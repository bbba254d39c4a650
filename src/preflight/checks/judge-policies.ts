import type { Role } from '../../logto/calls/roles.js'
import type { SignInExperience } from '../../logto/calls/sign-in-experience.js'
import type { PlanNeeds } from '../plan-needs.js'
import { countUsers, type PreflightCheck } from '../preflight-check.js'

export const judgeDefaultRoles = (roles: readonly Role[]): PreflightCheck => {
  const names = roles
    .filter(({ isDefault, type }) => isDefault && type !== 'MachineToMachine')
    .map(({ name }) => name)
  return names.length === 0
    ? { name: 'default_roles', status: 'ok', message: 'No role is given to every new user.' }
    : {
        name: 'default_roles',
        status: 'warning',
        message: `Logto gives every new user, imported ones too: ${names.join(', ')}.`,
        decide: 'Console > Roles > default role',
      }
}

/** Settings of the tenant that meet the input: rules for usernames and passwords, expiry, second factors. */
export const judgePolicies = (needs: PlanNeeds, experience: SignInExperience): PreflightCheck[] => [
  ...judgeUsernames(needs),
  ...judgePasswords(needs),
  ...judgeExpiration(needs, experience),
  ...judgeFactors(needs, experience),
]

const judgeUsernames = ({ oddUsernames, usernameClashes }: PlanNeeds): PreflightCheck[] => {
  const checks: PreflightCheck[] = []
  if (usernameClashes.users > 0) {
    const message = `Usernames are the same in any case in this tenant, and an earlier record has that of ${countUsers(usernameClashes.users)}: refused with user.username_already_in_use.`
    checks.push({ name: 'username_policy', status: 'failed', message, ...usernameClashes, decide: 'map()' })
  }
  if (oddUsernames.users > 0) {
    const message = `Username outside the tenant's own policy: ${countUsers(oddUsernames.users)}. It goes in and can be signed in with; the policy holds when it is changed.`
    checks.push({ name: 'username_policy', status: 'warning', message, ...oddUsernames })
  }
  return checks
}

const judgePasswords = ({ plaintext, weakPasswords }: PlanNeeds): PreflightCheck[] => {
  if (plaintext.users === 0) return []
  const slow =
    'Logto hashes each of them with Argon2i: 10 to 20 users a second on two cores, a tenth of the speed with hashes.'
  const checks: PreflightCheck[] = [
    {
      name: 'password_policy',
      status: 'warning',
      message: `Plaintext password: ${countUsers(plaintext.users)}. ${slow}`,
      ...plaintext,
    },
  ]
  if (weakPasswords.users > 0) {
    const message = `Plaintext password that the tenant's policy would refuse (length or kinds of characters): ${countUsers(weakPasswords.users)}. The import does not ask the policy: it goes in.`
    checks.push({ name: 'password_policy', status: 'warning', message, ...weakPasswords })
  }
  return checks
}

const judgeExpiration = (
  { expired }: PlanNeeds,
  { passwordExpiration }: SignInExperience,
): PreflightCheck[] => {
  if (expired.users === 0) return []
  const { enabled, validPeriodDays } = passwordExpiration ?? {}
  // Logto asks for both before it lets a password expire.
  if (enabled === true && typeof validPeriodDays === 'number' && validPeriodDays > 0) return []
  const why = enabled === true ? 'has no valid period of days' : 'is off'
  const message = `Password to be changed at the next sign-in: ${countUsers(expired.users)}. Password expiration ${why} in the tenant, so Logto refuses it (sign_in_experiences.password_expiration_not_enabled).`
  return [
    {
      name: 'password_expiration',
      status: 'failed',
      message,
      ...expired,
      decide:
        "--enable-password-expiration <days> (Console > Security > Password policy), or expiredPassword: 'omit' and a link",
    },
  ]
}

const judgeFactors = ({ factors }: PlanNeeds, { mfa }: SignInExperience): PreflightCheck[] =>
  Array.from(factors)
    .filter(([type]) => !mfa.factors.includes(type))
    .map(([type, need]) => ({
      name: 'second_factors',
      status: 'warning',
      message: `Second factor ${type}: ${countUsers(need.users)}. The tenant has not enabled it: it is stored, and not asked for until then.`,
      ...need,
      decide: 'Console > Multi-factor auth',
    }))
