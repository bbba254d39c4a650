import { passwordWarnings } from '../../password/password-warnings.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import type { CreateUserBody, UserPlan } from '../../plan/user-plan.js'
import { CustomDataCensus, type CustomDataField } from './custom-data-census.js'

/** One kind of problem, warning or loss, with the first places where it came up. */
export interface Tally {
  count: number
  examples: { file: string; line: number; ordinal: number; sourceKey: string | undefined; message: string }[]
}

/** What a run over this input amounts to, before anything is sent. */
export interface CensusReport {
  records: number
  valid: number
  rejected: number
  skipped: number
  /** Of the rejected: an earlier record has an identifier or the key. */
  duplicates: number
  /** By problem code. A record can have several. */
  problems: Record<string, Tally>
  /** By warning code: changes made so that the record goes in. */
  warnings: Record<string, Tally>
  /** By kind: what Logto cannot take. */
  losses: Record<string, Tally>
  /** By name: users of whom something was kept out of customData and identity details as a secret. */
  keptOut: Record<string, number>
  /** What goes to customData, most frequent first. */
  customData: CustomDataField[]
  /** By code: left out on purpose. */
  skips: Record<string, Tally>
  /** By what Logto gets: algorithm, `plaintext`, `first sign-in` where the old one works then, or `none`. */
  passwords: Record<string, number>
  /** Users who have a password in the source, by how they get in. */
  oldPasswords: OldPasswordCount
  /** By warning code, then by what Logto gets: what the operator should know about digests that go in. */
  passwordWarnings: Record<string, Record<string, PasswordWarningCount>>
  memberships: Record<'roles' | 'organizations' | 'organizationRoles', MembershipCount>
  requests: RequestCount
}

/** What the target has to hold before users can be given it. */
export interface MembershipCount {
  /** Different ones. */
  names: number
  /** Users with at least one. */
  users: number
}

export interface OldPasswordCount {
  /** Logto verifies it from the start. */
  converted: number
  /** It works at the first sign-in, through this program. */
  firstSignIn: number
  /** It cannot work any more. */
  mustReset: number
}

export interface PasswordWarningCount {
  count: number
  /** Of `pbkdf2_blocks_event_loop`: the longest block. */
  longestMs?: number
}

/** Requests of a run by kind. Memberships are counted in full batches, so this is the least. */
export interface RequestCount {
  create: number
  identities: number
  factors: number
  suspend: number
  expire: number
  memberships: number
  total: number
}

const exampleCount = 3
const batchSize = 500

/** Adds up planned records. Its memory grows with the number of codes, roles and organizations alone. */
export class Census {
  readonly #report: CensusReport = {
    records: 0,
    valid: 0,
    rejected: 0,
    skipped: 0,
    duplicates: 0,
    problems: {},
    warnings: {},
    losses: {},
    keptOut: {},
    customData: [],
    skips: {},
    passwords: {},
    oldPasswords: { converted: 0, firstSignIn: 0, mustReset: 0 },
    passwordWarnings: {},
    memberships: {
      roles: { names: 0, users: 0 },
      organizations: { names: 0, users: 0 },
      organizationRoles: { names: 0, users: 0 },
    },
    requests: { create: 0, identities: 0, factors: 0, suspend: 0, expire: 0, memberships: 0, total: 0 },
  }
  /** Users by membership. */
  readonly #memberships = new Map<string, number>()
  readonly #customData = new CustomDataCensus()
  readonly #names = {
    roles: new Set<string>(),
    organizations: new Set<string>(),
    organizationRoles: new Set<string>(),
  }

  add(record: PlannedRecord): void {
    const report = this.#report
    report.records += 1
    switch (record.kind) {
      case 'rejected':
        report.rejected += 1
        if (record.problems.some(({ code }) => code.startsWith('duplicate_'))) report.duplicates += 1
        for (const { code, message } of record.problems) tally(report.problems, code, record, message)
        return
      case 'skipped':
        report.skipped += 1
        tally(report.skips, record.code, record, record.reason)
        return
      case 'planned':
        report.valid += 1
        for (const { code, message, reason } of record.warnings) {
          tally(report.warnings, reason === undefined ? code : `${code}:${reason}`, record, message)
        }
        for (const { kind, detail, reason } of record.plan.losses) {
          tally(report.losses, reason === undefined ? kind : `${kind}:${reason}`, record, detail)
        }
        this.#customData.add(record)
        this.#addPlan(record.plan)
    }
  }

  report(): CensusReport {
    const { requests, memberships } = this.#report
    memberships.roles.names = this.#names.roles.size
    memberships.organizations.names = this.#names.organizations.size
    memberships.organizationRoles.names = this.#names.organizationRoles.size
    this.#report.keptOut = this.#customData.keptOut()
    this.#report.customData = this.#customData.fields()
    requests.memberships = 0
    for (const users of this.#memberships.values()) requests.memberships += Math.ceil(users / batchSize)
    requests.total =
      requests.create +
      requests.identities +
      requests.factors +
      requests.suspend +
      requests.expire +
      requests.memberships
    return this.#report
  }

  #addPlan(plan: UserPlan): void {
    const { requests, passwords } = this.#report
    requests.create += 1
    requests.identities += plan.identities.length
    requests.factors += plan.factors.length
    if (plan.isSuspended) requests.suspend += 1
    if (plan.isPasswordExpired) requests.expire += 1
    const family = passwordOf(plan)
    passwords[family] = (passwords[family] ?? 0) + 1
    const fate = fateOf(plan, family)
    if (fate !== undefined) this.#report.oldPasswords[fate] += 1
    this.#addWarnings(plan.create, family)
    if (plan.roles.length > 0) this.#addRoles(plan.roles)
    if (plan.organizations.length > 0) this.#addOrganizations(plan.organizations)
  }

  #addRoles(roles: readonly string[]): void {
    this.#report.memberships.roles.users += 1
    for (const role of roles) {
      this.#names.roles.add(role)
      this.#join(`role ${role}`)
    }
  }

  #addOrganizations(organizations: UserPlan['organizations']): void {
    const { memberships } = this.#report
    memberships.organizations.users += 1
    if (organizations.some(({ roles }) => roles.length > 0)) memberships.organizationRoles.users += 1
    for (const { id, name, roles } of organizations) {
      this.#names.organizations.add(`${id ?? name}`)
      for (const role of roles) this.#names.organizationRoles.add(role)
      this.#join(`member ${id ?? name}`)
      if (roles.length > 0) this.#join(`roles ${id ?? name} ${[...roles].sort().join(',')}`)
    }
  }

  #addWarnings({ passwordAlgorithm, passwordDigest }: CreateUserBody, family: string): void {
    if (passwordAlgorithm === undefined || passwordDigest === undefined) return
    const { passwordWarnings: tallies } = this.#report
    for (const { code, estimatedMs } of passwordWarnings({ passwordAlgorithm, passwordDigest })) {
      const entry = ((tallies[code] ??= {})[family] ??= { count: 0 })
      entry.count += 1
      if (estimatedMs !== undefined) entry.longestMs = Math.max(entry.longestMs ?? 0, estimatedMs)
    }
  }

  #join(membership: string): void {
    this.#memberships.set(membership, (this.#memberships.get(membership) ?? 0) + 1)
  }
}

const fateOf = (plan: UserPlan, family: string): keyof OldPasswordCount | undefined => {
  if (plan.pendingPassword !== undefined) return 'firstSignIn'
  if (family !== 'none') return 'converted'
  return plan.losses.some(({ kind, reason }) => kind === 'password' && reason !== undefined)
    ? 'mustReset'
    : undefined
}

const passwordOf = ({ create, pendingPassword }: UserPlan): string => {
  if (pendingPassword !== undefined) return 'first sign-in'
  if (create.password !== undefined) return 'plaintext'
  if (create.passwordAlgorithm === undefined) return 'none'
  if (create.passwordAlgorithm !== 'Legacy') return create.passwordAlgorithm
  // `["pbkdf2",[…` — the name of the method is the only part that is no hash material.
  return `Legacy ${/^\["([\w-]+)"/.exec(create.passwordDigest ?? '')?.[1] ?? 'unknown'}`
}

const tally = (
  tallies: Record<string, Tally>,
  code: string,
  record: PlannedRecord,
  message: string,
): void => {
  const entry = (tallies[code] ??= { count: 0, examples: [] })
  entry.count += 1
  if (entry.examples.length >= exampleCount) return
  const { file, line, ordinal, sourceKey } = record
  entry.examples.push({ file, line, ordinal, sourceKey, message })
}
