import type { OrganizationMembership, UserRecord } from '../../presets/user-record.js'
import { checkJsonObject } from '../checks/check-json.js'
import { describeType } from '../checks/describe-type.js'
import { Findings } from '../findings.js'
import type { PlanRules } from '../plan-rules.js'
import { readField } from '../checks/read-field.js'

const noNames: string[] = []
const noOrganizations: OrganizationMembership[] = []

/** Names without repetition: Logto answers 500 when one id stands twice in an assignment. */
export const planRoles = (user: UserRecord, findings: Findings): string[] =>
  readNames(user.roles, 'roles', findings)

/** One entry per organization, with the roles of all entries that name it. */
export const planOrganizations = (
  user: UserRecord,
  rules: PlanRules,
  findings: Findings,
): OrganizationMembership[] => {
  const organizations: unknown = user.organizations
  if (organizations === undefined || organizations === null) return noOrganizations
  if (!Array.isArray(organizations)) {
    findings.addProblem(
      'wrong_type',
      'organizations',
      `organizations: expected an array, got ${describeType(organizations)}.`,
    )
    return noOrganizations
  }
  if (organizations.length === 0) return noOrganizations
  const planned = new Map<string, OrganizationMembership>()
  for (const [index, value] of organizations.entries()) {
    const membership = readMembership(value, `organizations[${index}]`, rules, findings)
    if (membership === undefined) continue
    const key = membership.id === undefined ? `name ${membership.name}` : `id ${membership.id}`
    const present = planned.get(key)
    const roles = present === undefined ? membership.roles : joinRoles(present.roles, membership.roles)
    planned.set(key, { ...present, ...membership, roles })
  }
  return [...planned.values()]
}

const readMembership = (
  value: unknown,
  field: string,
  rules: PlanRules,
  findings: Findings,
): OrganizationMembership | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    findings.addProblem(
      'wrong_type',
      field,
      `${field}: expected { id or name, roles }, got ${describeType(value)}.`,
    )
    return undefined
  }
  const id = 'id' in value ? readField(value.id, `${field}.id`, findings) : undefined
  const name = 'name' in value ? readField(value.name, `${field}.name`, findings) : undefined
  const roles = 'roles' in value ? readNames(value.roles, `${field}.roles`, findings) : noNames
  if (id === undefined && name === undefined) {
    findings.addProblem(
      'wrong_type',
      field,
      `${field}: expected an organization with an id or a name, got neither.`,
    )
    return undefined
  }
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...('description' in value || 'customData' in value ? readMetadata(value, field, rules, findings) : {}),
    roles,
  }
}

/** What Logto cannot take of an organization is a loss, not a reason to reject one of its members. */
const readMetadata = (
  { description, customData }: { description?: unknown; customData?: unknown },
  field: string,
  { secrets }: PlanRules,
  findings: Findings,
): Pick<OrganizationMembership, 'description' | 'customData'> => {
  const own = new Findings()
  const metadata: Pick<OrganizationMembership, 'description' | 'customData'> = {}
  const text = readField(description, `${field}.description`, own)
  if (text !== undefined) metadata.description = text
  if (customData !== undefined && customData !== null) {
    if (checkJsonObject(customData, `${field}.customData`, own)) {
      metadata.customData = secrets.filter(customData, 'organizations', findings)
    }
  }
  for (const { message } of own.problems ?? []) findings.addLoss('organization_metadata', message)
  return metadata
}

const joinRoles = (earlier: string[], later: string[]): string[] => [...new Set([...earlier, ...later])]

const readNames = (value: unknown, field: string, findings: Findings): string[] => {
  if (value === undefined || value === null) return noNames
  if (!Array.isArray(value)) {
    findings.addProblem(
      'wrong_type',
      field,
      `${field}: expected an array of names, got ${describeType(value)}.`,
    )
    return noNames
  }
  if (value.length === 0) return noNames
  const names = new Set<string>()
  for (const [index, entry] of value.entries()) {
    const name = readField(entry, `${field}[${index}]`, findings)
    if (name !== undefined) names.add(name)
  }
  return [...names]
}
