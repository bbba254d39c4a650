import type { RolesConfig } from '../../config/config.js'
import type { Role } from '../../logto/calls/roles.js'
import { addNeeds, describeNeeds, examplesOf, type NamedNeed } from './named-need.js'
import type { Need, PreflightCheck } from '../preflight-check.js'

/** A role of the tenant, or of the organization template. */
type KnownRole = Pick<Role, 'id' | 'name' | 'type'>

export interface RoleNeeds {
  name: 'roles' | 'organization_roles'
  /** `roles` or `organizations.roles`, as the config has it. */
  setting: string
  needed: ReadonlyMap<string, Need>
  known: readonly KnownRole[]
  rules: RolesConfig
}

/** By the rules of the import: mapped, then found by id or name, then made where that is allowed. */
export const judgeRoles = ({ name, setting, needed, known, rules }: RoleNeeds): PreflightCheck[] => {
  const title = name === 'roles' ? 'roles' : 'organization roles'
  if (needed.size === 0) return []
  const byName = indexRoles(known)
  const found: NamedNeed[] = []
  const machine: NamedNeed[] = []
  const missing: NamedNeed[] = []
  for (const [source, need] of needed) {
    const mapped = rules.map?.[source]
    if (mapped === null) continue
    const wanted = mapped ?? source
    const role = byName.get(wanted)
    addNeeds(role === undefined ? missing : role.type === 'MachineToMachine' ? machine : found, wanted, need)
  }
  const isMade = rules.createMissing === true
  const checks: PreflightCheck[] = []
  if (missing.length > 0) {
    checks.push({
      name,
      status: isMade ? 'ok' : 'failed',
      message: isMade
        ? `The import creates ${describeNeeds(missing, title)}.`
        : `The target lacks ${describeNeeds(missing, title)}: these users go in without them.`,
      examples: examplesOf(missing),
      decide: `${setting}.createMissing, ${setting}.map`,
    })
  }
  if (machine.length > 0) {
    checks.push({
      name,
      status: 'failed',
      message: `For machines only, not for users: ${describeNeeds(machine, title)}.`,
      examples: examplesOf(machine),
      decide: `${setting}.map`,
    })
  }
  if (found.length > 0) {
    checks.push({ name, status: 'ok', message: `The target has ${describeNeeds(found, title)}.` })
  }
  return checks
}

/** An id is exact; a name that looks like another role's id must not win. */
const indexRoles = (known: readonly KnownRole[]): Map<string, KnownRole> => {
  const byName = new Map<string, KnownRole>()
  for (const role of known) byName.set(role.name, role)
  for (const role of known) byName.set(role.id, role)
  return byName
}
