import type { Journal } from '../../checkpoint/journal.js'
import type { OrganizationsConfig } from '../../config/config.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { SourceOrganization } from '../../presets/user-record.js'

export interface KnownOrganization {
  id: string
  name: string
  /** Id in the old system, from `customData.migratedFrom.id`. */
  sourceId: string | undefined
}

export interface OrganizationSource {
  list(): Promise<KnownOrganization[]>
  /**
   * Creates the organization and records the source's id in it. Adopts the one an earlier attempt made. A
   * refusal for good is a value.
   */
  create(
    organization: NewOrganization,
    sourceId: string,
    wasBegun: boolean,
  ): Promise<KnownOrganization | { code: string }>
}

/** What `organizations.describe` in the config may still change. */
export interface NewOrganization extends SourceOrganization {
  name: string
}

export type ResolvedOrganization = { id: string } | { code: string } | undefined

/**
 * Finds organizations. Logto allows two with one name, so the order is: the config's mapping, Logto's id, the
 * source's id recorded in the organization, the name where just one has it and no other source id is recorded
 * in it; else it is made, where allowed. What was made is known from then on, so that a resumed run, which
 * lists the organizations anew, finds the same ones.
 */
export class OrganizationResolver {
  readonly #source: OrganizationSource
  readonly #rules: OrganizationsConfig
  readonly #journal: Journal
  #known: Promise<Known> | undefined
  readonly #resolved = new Map<string, Promise<ResolvedOrganization>>()
  /** Two of one name are made one after the other: the second may be the first. */
  readonly #making = new Map<string, Promise<ResolvedOrganization>>()

  constructor(source: OrganizationSource, rules: OrganizationsConfig, journal: Journal) {
    this.#source = source
    this.#rules = rules
    this.#journal = journal
  }

  /** Undefined: the config drops it. `code`: it cannot be joined, for this reason. */
  resolve(organization: SourceOrganization): Promise<ResolvedOrganization> {
    const { id, name } = organization
    const key = `${id ?? ''}\n${name ?? ''}`
    const earlier = this.#resolved.get(key)
    if (earlier !== undefined) return earlier
    const resolved = this.#resolve(organization)
    this.#resolved.set(key, resolved)
    // What failed once is tried again by the next record.
    resolved.catch(() => this.#resolved.delete(key))
    return resolved
  }

  async #resolve(organization: SourceOrganization): Promise<ResolvedOrganization> {
    const { id, name } = organization
    const mapping = this.#rules.map ?? {}
    const mapped =
      (id === undefined ? undefined : mapping[id]) ?? (name === undefined ? undefined : mapping[name])
    if (mapped === null || (id !== undefined && mapping[id] === null)) return undefined
    const known = await this.#readKnown()
    if (mapped !== undefined) {
      return (
        known.byId.get(mapped) ?? pickByName(known, undefined, mapped) ?? { code: 'organization_missing' }
      )
    }
    const found = findKnown(known, id, name)
    if (found !== undefined) return this.#noteMade(found, id, name)
    if (this.#rules.createMissing !== true) return { code: 'organization_missing' }
    const wanted = name ?? id ?? ''
    const before = this.#making.get(wanted)?.catch(() => undefined) ?? Promise.resolve()
    const making = before.then(() => findKnown(known, id, name) ?? this.#make(known, organization))
    this.#making.set(wanted, making)
    return making
  }

  #readKnown(): Promise<Known> {
    this.#known ??= this.#list().catch((error: unknown) => {
      this.#known = undefined
      throw error
    })
    return this.#known
  }

  async #list(): Promise<Known> {
    const known: Known = { byId: new Map(), bySourceId: new Map(), byName: new Map() }
    for (const organization of await this.#source.list()) addKnown(known, organization)
    return known
  }

  async #make(known: Known, organization: SourceOrganization): Promise<ResolvedOrganization> {
    const { id, name = id ?? '' } = organization
    const described = describe({ ...organization, name }, this.#rules)
    const label = labelOf(name, id)
    const wasBegun = this.#journal.state.made.has(`organization:${label}`)
    if (!wasBegun) await this.#journal.append({ t: 'make', kind: 'organization', name: label })
    const made = await this.#source.create(described, id ?? name, wasBegun)
    if ('code' in made) return made
    this.#journal.note({ t: 'made', kind: 'organization', name: label, id: made.id })
    addKnown(known, made)
    return made
  }

  /** An earlier session made it and was killed before the answer: the run must still know it as its own. */
  #noteMade<Found extends ResolvedOrganization>(
    found: Found,
    id: string | undefined,
    name: string | undefined,
  ): Found {
    const label = labelOf(name ?? id ?? '', id)
    const begun = this.#journal.state.made.get(`organization:${label}`)
    if (begun !== undefined && begun.id === undefined && found !== undefined && 'id' in found) {
      this.#journal.note({ t: 'made', kind: 'organization', name: label, id: found.id })
    }
    return found
  }
}

const describe = (organization: NewOrganization, rules: OrganizationsConfig): NewOrganization => {
  if (rules.describe === undefined) return organization
  const described: unknown = callDescribe(rules.describe, organization)
  if (typeof described !== 'object' || described === null) {
    throw describeFailed(
      organization,
      `expected an organization, got ${described === null ? 'null' : typeof described}`,
    )
  }
  return { ...described, name: readName(described) ?? organization.name }
}

const callDescribe = (
  call: NonNullable<OrganizationsConfig['describe']>,
  organization: NewOrganization,
): SourceOrganization => {
  try {
    return call(organization)
  } catch (error) {
    throw describeFailed(organization, error instanceof Error ? error.message : 'something that is no Error')
  }
}

const readName = (described: object): string | undefined =>
  'name' in described && typeof described.name === 'string' && described.name !== ''
    ? described.name
    : undefined

const describeFailed = ({ id, name }: NewOrganization, reason: string): MigrationError =>
  new MigrationError(
    'config',
    'describe_failed',
    `organizations.describe() in the config failed for the organization ${labelOf(name, id)}: ${reason}. Mend it and resume`,
  )

const labelOf = (name: string, sourceId: string | undefined): string =>
  sourceId === undefined ? name : `${name} (${sourceId})`

interface Known {
  byId: Map<string, KnownOrganization>
  bySourceId: Map<string, KnownOrganization>
  byName: Map<string, KnownOrganization[]>
}

const addKnown = (known: Known, organization: KnownOrganization): void => {
  const { id, name, sourceId } = organization
  known.byId.set(id, organization)
  if (sourceId !== undefined) known.bySourceId.set(sourceId, organization)
  known.byName.set(name, [...(known.byName.get(name) ?? []), organization])
}

const findKnown = (
  known: Known,
  id: string | undefined,
  name: string | undefined,
): ResolvedOrganization | undefined =>
  (id === undefined ? undefined : (known.byId.get(id) ?? known.bySourceId.get(id))) ??
  (name === undefined ? undefined : pickByName(known, id, name)) ??
  // Known by its name alone, and created under another one by `organizations.describe`.
  (id === undefined && name !== undefined ? known.bySourceId.get(name) : undefined)

/** One made from another id of the source is another organization, whatever its name. */
const pickByName = (known: Known, id: string | undefined, name: string): ResolvedOrganization => {
  const candidates = (known.byName.get(name) ?? []).filter(
    ({ sourceId }) => id === undefined || sourceId === undefined || sourceId === name,
  )
  const [first, second] = candidates
  return second === undefined ? first : { code: 'organization_ambiguous' }
}
