import type { OrganizationsConfig, RolesConfig } from '../config/config.js'
import type { Send } from '../logto/http/api-call.js'
import { listOrganizationRoles } from '../logto/calls/organization-roles.js'
import { listOrganizations } from '../logto/calls/organizations.js'
import { listAllRoles, type Role } from '../logto/calls/roles.js'
import type { PlannedRecord } from '../plan/record-planner.js'
import { CollisionCensus, type CollisionReport } from './collisions/collision-census.js'
import { createHolderLookup, type HolderOptions, type HolderSource } from './collisions/find-holders.js'
import { judgeCollisions } from './checks/judge-collisions.js'
import { judgeConnectors } from './checks/judge-connectors.js'
import { type ActionState, judgeOldPasswords } from './checks/judge-old-passwords.js'
import { judgeOrganizations } from './checks/judge-organizations.js'
import { judgeDefaultRoles, judgePolicies } from './checks/judge-policies.js'
import { judgeRoles } from './checks/judge-roles.js'
import { judgeSignIn } from './checks/judge-sign-in.js'
import { judgeWebhooks } from './checks/judge-webhooks.js'
import { readPasswordPolicy } from './checks/password-policy.js'
import { PlanNeeds } from './plan-needs.js'
import type { PreflightCheck } from './preflight-check.js'
import { readHolders } from './collisions/read-holders.js'
import { readTenantSettings, type TenantCounts, type TenantSettings } from './tenant-settings.js'
import { readUsernamePolicy } from './checks/username-policy.js'

/** The operator's choices that meet the target. */
export interface PreflightRules {
  onConflict: string
  roles: RolesConfig
  organizations: OrganizationsConfig
}

export interface ComparisonOptions {
  send: Send
  /** The input, planned; undefined when none was named. Read once, in order. */
  records: AsyncIterable<PlannedRecord[]> | undefined
  /** Sees each batch before it is compared. */
  onBatch?: ((batch: PlannedRecord[]) => void) | undefined
  rules: PreflightRules
  /** Whose action the target runs; asked where the input has old passwords. */
  readActionState(): Promise<ActionState>
  /** Users up to which a tenant is read whole instead of being asked 100 identifiers at a time. @default 10000 */
  smallTenant?: number
  signal: AbortSignal
}

export interface Comparison {
  checks: PreflightCheck[]
  tenant: TenantCounts
  collisions: CollisionReport | undefined
  /** Hash families of the input; undefined when none was named. */
  families: string[] | undefined
  /** Users who could not sign in as the tenant is set. */
  withoutSignIn: number
  /** Users of the input; undefined when none was named. */
  users: number | undefined
}

const defaultSmallTenant = 10_000

/** Compares the input with the target: nothing is written. The input is read as a stream. */
export const compareWithTarget = async (options: ComparisonOptions): Promise<Comparison> => {
  const { send, records, rules, signal } = options
  const settings = await readTenantSettings(send, signal)
  const roles = await listAllRoles(send, signal)
  const read = records === undefined ? undefined : await readInput(records, settings, options)
  const { collisions } = read ?? {}
  const held = collisions?.records ?? 0
  const updated = rules.onConflict === 'update' ? (collisions?.taken.users ?? 0) : 0
  const judged =
    read === undefined
      ? { checks: [], withoutSignIn: 0 }
      : await judgeNeeds(read.needs, settings, roles, options)
  const checks = [
    ...judgeWebhooks(settings.hooks, read?.needs, { held, updated }),
    judgeDefaultRoles(roles),
    ...(read === undefined ? [] : judgeCollisions(read.collisions, rules.onConflict)),
    ...judged.checks,
  ]
  return {
    checks,
    tenant: settings.counts,
    collisions,
    families: read === undefined ? undefined : [...read.needs.families].toSorted(),
    withoutSignIn: judged.withoutSignIn,
    users: read?.needs.users,
  }
}

const readInput = async (
  records: AsyncIterable<PlannedRecord[]>,
  { counts, signInExperience, ssoConnectors }: TenantSettings,
  { send, onBatch, smallTenant = defaultSmallTenant, signal }: ComparisonOptions,
): Promise<{ needs: PlanNeeds; collisions: CollisionReport }> => {
  const username = readUsernamePolicy(signInExperience.usernamePolicy)
  const domains = ssoConnectors.flatMap((connector) => connector.domains)
  const needs = new PlanNeeds({
    username,
    password: readPasswordPolicy(signInExperience.passwordPolicy),
    ssoDomains: new Set(domains.map((domain) => domain.toLowerCase())),
  })
  const holders = { send, isUsernameCaseSensitive: username.isCaseSensitive, signal }
  const isSmall = counts.users?.isCapped === false && counts.users.count <= smallTenant
  const census = new CollisionCensus(await openHolders(isSmall, holders))
  for await (const batch of records) {
    signal.throwIfAborted()
    onBatch?.(batch)
    for (const record of batch) {
      needs.add(record)
      const waiting = census.add(record)
      if (waiting !== undefined) await waiting
    }
  }
  return { needs, collisions: await census.report() }
}

const openHolders = (isSmall: boolean, options: HolderOptions): Promise<HolderSource> =>
  isSmall ? readHolders(options) : Promise.resolve(createHolderLookup(options))

/** The lists of organizations and of their roles, and the action, are read only when the input needs them. */
const judgeNeeds = async (
  needs: PlanNeeds,
  { signInExperience, connectors }: TenantSettings,
  roles: readonly Role[],
  { send, rules, readActionState, signal }: ComparisonOptions,
): Promise<{ checks: PreflightCheck[]; withoutSignIn: number }> => {
  const organizations = needs.organizations.size === 0 ? [] : await listOrganizations(send, signal)
  const organizationRoles =
    needs.organizationRoles.size === 0 ? [] : await listOrganizationRoles(send, signal)
  const action = needs.oldPasswords.users === 0 ? 'none' : await readActionState()
  const signIn = judgeSignIn(
    [...needs.signIns.values()],
    signInExperience,
    connectors,
    action !== 'absent' && action !== 'not_in_plan',
  )
  const checks = [
    ...judgeRoles({ name: 'roles', setting: 'roles', needed: needs.roles, known: roles, rules: rules.roles }),
    ...judgeOrganizations(needs.organizations.values(), organizations, rules.organizations),
    ...judgeRoles({
      name: 'organization_roles',
      setting: 'organizations.roles',
      needed: needs.organizationRoles,
      known: organizationRoles,
      rules: rules.organizations.roles ?? {},
    }),
    ...judgeConnectors(needs.targets, connectors),
    ...signIn.checks,
    ...judgeOldPasswords(needs.oldPasswords, action),
    ...judgePolicies(needs, signInExperience),
  ]
  return { checks, withoutSignIn: signIn.withoutSignIn }
}
