import type { OrganizationsConfig } from '../../config/config.js'
import type { Organization } from '../../logto/calls/organizations.js'
import { addNeeds, describeNeeds, examplesOf, type NamedNeed } from './named-need.js'
import type { NeededOrganization } from '../plan-needs.js'
import type { PreflightCheck } from '../preflight-check.js'
import { readMember } from '../read-member.js'

type Verdict = 'found' | 'missing' | 'ambiguous' | 'dropped'

/** By the rules of the import: mapped, then by id, by the source's id, by a name that only one has. */
export const judgeOrganizations = (
  needed: Iterable<NeededOrganization>,
  known: readonly Organization[],
  rules: OrganizationsConfig,
): PreflightCheck[] => {
  const index = indexOrganizations(known)
  const lists: Record<Verdict, NamedNeed[]> = { found: [], missing: [], ambiguous: [], dropped: [] }
  // One that is mapped and cannot be found is never made.
  const unmapped: NamedNeed[] = []
  for (const need of needed) {
    const name = need.name ?? need.id ?? ''
    const mapped = findMapping(need, rules)
    const verdict = mapped === null ? 'dropped' : judgeOne(need, mapped, index)
    addNeeds(mapped !== undefined && verdict === 'missing' ? unmapped : lists[verdict], name, need)
  }
  const isMade = rules.createMissing === true
  const checks: PreflightCheck[] = []
  const add = (needs: NamedNeed[], status: PreflightCheck['status'], text: string, decide?: string): void => {
    if (needs.length === 0) return
    const outcome = status === 'failed' ? ': these users do not become members' : ''
    const message = `${text} ${describeNeeds(needs, 'organizations')}${outcome}.`
    const check: PreflightCheck = { name: 'organizations', status, message, examples: examplesOf(needs) }
    checks.push(decide === undefined ? check : { ...check, decide })
  }
  if (isMade) add(lists.missing, 'ok', 'The import creates', 'organizations.createMissing')
  else {
    const decide = 'organizations.createMissing, organizations.map'
    add(lists.missing, 'failed', 'The target lacks', decide)
  }
  add(unmapped, 'failed', 'Mapped to an organization that the target lacks:', 'organizations.map')
  add(
    lists.ambiguous,
    'failed',
    'Several organizations of the target have this name; map by id:',
    'organizations.map',
  )
  add(lists.found, 'ok', 'The target has')
  return checks
}

interface KnownOrganization {
  /** Id in the old system, which the import notes when it creates one. */
  sourceId: unknown
}

interface OrganizationIndex {
  ids: Set<string>
  sourceIds: Set<unknown>
  byName: Map<string, KnownOrganization[]>
}

const indexOrganizations = (known: readonly Organization[]): OrganizationIndex => {
  const index: OrganizationIndex = { ids: new Set(), sourceIds: new Set(), byName: new Map() }
  for (const { id, name, customData } of known) {
    const sourceId = readMember(readMember(customData, 'migratedFrom'), 'id')
    index.ids.add(id)
    if (sourceId !== undefined) index.sourceIds.add(sourceId)
    index.byName.set(name, [...(index.byName.get(name) ?? []), { sourceId }])
  }
  return index
}

/** Null drops it; undefined says nothing. */
const findMapping = (
  { id, name }: NeededOrganization,
  { map = {} }: OrganizationsConfig,
): string | null | undefined => {
  const byId = id === undefined ? undefined : map[id]
  const byName = name === undefined ? undefined : map[name]
  return byId === null ? null : (byId ?? byName)
}

const judgeOne = (
  { id, name }: NeededOrganization,
  mapped: string | undefined,
  index: OrganizationIndex,
): Verdict => {
  if (mapped !== undefined) return index.ids.has(mapped) ? 'found' : judgeName(index, undefined, mapped)
  if (id !== undefined && (index.ids.has(id) || index.sourceIds.has(id))) return 'found'
  if (name === undefined) return 'missing'
  const verdict = judgeName(index, id, name)
  // Known by its name alone, and created under another one by `organizations.describe`.
  return verdict === 'missing' && id === undefined && index.sourceIds.has(name) ? 'found' : verdict
}

/** One made from another id of the source is another organization, whatever its name. */
const judgeName = ({ byName }: OrganizationIndex, id: string | undefined, name: string): Verdict => {
  const candidates = (byName.get(name) ?? []).filter(
    ({ sourceId }) => id === undefined || sourceId === undefined || sourceId === name,
  )
  if (candidates.length === 0) return 'missing'
  return candidates.length === 1 ? 'found' : 'ambiguous'
}
