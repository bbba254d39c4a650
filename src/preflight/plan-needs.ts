import { digestFamily } from '../password/digest/digest-family.js'
import { IdentifierIndex } from '../plan/duplicates/identifier-index.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import type { CreateUserBody, UserPlan } from '../plan/user-plan.js'
import { addToNeed, createNeed, type Need, type Place } from './preflight-check.js'
import { breaksPasswordPolicy, type PasswordPolicy } from './checks/password-policy.js'
import { breaksUsernamePolicy, type UsernamePolicy } from './checks/username-policy.js'

export interface NeededOrganization extends Need {
  id: string | undefined
  name: string | undefined
}

/** Users who can sign in by the same means. */
export interface SignInGroup extends Need {
  hasEmail: boolean
  hasPhone: boolean
  hasUsername: boolean
  /** Connector targets of their social identities, sorted. */
  targets: string[]
  hasPassword: boolean
  /** The old password works at the first sign-in (`--keep-legacy`, an upstream), where the target has the action. */
  hasOldPassword: boolean
  /** The domain of the e-mail address belongs to enterprise single sign-on. */
  isSso: boolean
}

export interface PolicyRules {
  username: UsernamePolicy
  password: PasswordPolicy
  /** Domains of e-mail addresses that enterprise single sign-on has, in lower case. */
  ssoDomains: ReadonlySet<string>
}

/**
 * What a run over the input needs of the target. Memory grows with the number of roles, organizations and connector
 * targets, not with users, except where usernames are the same in any case: 16 bytes a username then.
 */
export class PlanNeeds {
  users = 0
  readonly suspended = createNeed()
  readonly expired = createNeed()
  readonly plaintext = createNeed()
  /** Who has an old password that works at the first sign-in. */
  readonly oldPasswords = createNeed()
  /** Plaintext passwords that the tenant's policy would refuse. */
  readonly weakPasswords = createNeed()
  /** Usernames that the tenant's policy would refuse. */
  readonly oddUsernames = createNeed()
  /** Usernames that an earlier record has in another case, where case does not count. */
  readonly usernameClashes = createNeed()
  readonly families = new Set<string>()
  readonly roles = new Map<string, Need>()
  readonly organizations = new Map<string, NeededOrganization>()
  readonly organizationRoles = new Map<string, Need>()
  /** Connector targets of social identities. */
  readonly targets = new Map<string, Need>()
  /** By kind of second factor: `Totp`, `BackupCode`. */
  readonly factors = new Map<string, Need>()
  readonly signIns = new Map<string, SignInGroup>()
  readonly #policies: PolicyRules
  readonly #usernames: IdentifierIndex | undefined

  constructor(policies: PolicyRules) {
    this.#policies = policies
    this.#usernames = policies.username.isCaseSensitive
      ? undefined
      : new IdentifierIndex({ isUsernameCaseSensitive: false })
  }

  add(record: PlannedRecord): void {
    if (record.kind !== 'planned') return
    const { plan } = record
    this.users += 1
    if (plan.isSuspended) addToNeed(this.suspended, record)
    if (plan.isPasswordExpired) addToNeed(this.expired, record)
    if (plan.pendingPassword !== undefined) addToNeed(this.oldPasswords, record)
    this.#addPassword(plan.create, record)
    this.#addUsername(plan.create.username, record)
    for (const role of plan.roles) needOf(this.roles, role, record)
    this.#addOrganizations(plan, record)
    for (const { target } of plan.identities) needOf(this.targets, target, record)
    for (const { type } of plan.factors) needOf(this.factors, type, record)
    this.#addSignIn(plan, record)
  }

  #addPassword({ password, passwordAlgorithm, passwordDigest }: CreateUserBody, place: Place): void {
    if (password !== undefined) {
      addToNeed(this.plaintext, place)
      if (breaksPasswordPolicy(password, this.#policies.password)) addToNeed(this.weakPasswords, place)
    } else if (passwordAlgorithm !== undefined && passwordDigest !== undefined) {
      this.families.add(digestFamily(passwordAlgorithm, passwordDigest))
    }
  }

  #addUsername(username: string | undefined, place: Place): void {
    if (username === undefined) return
    if (breaksUsernamePolicy(username, this.#policies.username)) addToNeed(this.oddUsernames, place)
    if (this.#usernames?.claim('username', username, place.ordinal) !== undefined) {
      addToNeed(this.usernameClashes, place)
    }
  }

  #addOrganizations({ organizations }: UserPlan, place: Place): void {
    if (organizations.length === 0) return
    const roles = new Set<string>()
    for (const { id, name, roles: names } of organizations) {
      const key = `${id ?? ''}\n${name ?? ''}`
      const need = this.organizations.get(key) ?? { ...createNeed(), id, name }
      this.organizations.set(key, need)
      addToNeed(need, place)
      for (const role of names) roles.add(role)
    }
    for (const role of roles) needOf(this.organizationRoles, role, place)
  }

  #addSignIn({ create, identities, pendingPassword }: UserPlan, place: Place): void {
    const { primaryEmail, primaryPhone, username, password, passwordDigest } = create
    const targets = identities.map(({ target }) => target).sort()
    const means = {
      hasEmail: primaryEmail !== undefined,
      hasPhone: primaryPhone !== undefined,
      hasUsername: username !== undefined,
      hasPassword: password !== undefined || passwordDigest !== undefined,
      hasOldPassword: pendingPassword !== undefined,
      isSso: primaryEmail !== undefined && this.#isSso(primaryEmail),
    }
    const bits =
      Number(means.hasEmail) +
      Number(means.hasPhone) * 2 +
      Number(means.hasUsername) * 4 +
      Number(means.hasPassword) * 8 +
      Number(means.isSso) * 16 +
      Number(means.hasOldPassword) * 32
    const key = targets.length === 0 ? String(bits) : `${bits} ${targets.join(' ')}`
    let group = this.signIns.get(key)
    if (group === undefined) {
      group = { ...createNeed(), ...means, targets }
      this.signIns.set(key, group)
    }
    addToNeed(group, place)
  }

  #isSso(email: string): boolean {
    const { ssoDomains } = this.#policies
    return ssoDomains.size > 0 && ssoDomains.has(email.slice(email.lastIndexOf('@') + 1).toLowerCase())
  }
}

const needOf = (needs: Map<string, Need>, name: string, place: Place): void => {
  let need = needs.get(name)
  if (need === undefined) {
    need = createNeed()
    needs.set(name, need)
  }
  addToNeed(need, place)
}
