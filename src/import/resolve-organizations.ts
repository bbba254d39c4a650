import type { Journal } from '../checkpoint/journal.js'
import type { OrganizationsConfig } from '../config/config.js'
import type { OrganizationMembership } from '../presets/user-record.js'

export interface KnownOrganization {
  id: string
  name: string
  /** Id in the old system, from `customData.migratedFrom.id`. */
  sourceId: string | undefined
}

export interface OrganizationSource {
  list(): Promise<KnownOrganization[]>
  /** Creates the organization and records the source's id in it. Adopts the one an earlier attempt made. */
  create(name: string, sourceId: string | undefined, wasBegun: boolean): Promise<KnownOrganization>
}

export type ResolvedOrganization = { id: string } | { code: string } | undefined

/**
 * Finds organizations. Logto allows two with one name, so the order is: the config's mapping, Logto's id, the
 * source's id recorded in the organization, the name where just one has it; else it is made, where allowed.
 */
export class OrganizationResolver {
  readonly #source: OrganizationSource
  readonly #rules: OrganizationsConfig
  readonly #journal: Journal
  #known: Promise<Known> | undefined
  readonly #resolved = new Map<string, Promise<ResolvedOrganization>>()

  constructor(source: OrganizationSource, rules: OrganizationsConfig, journal: Journal) {
    this.#source = source
    this.#rules = rules
    this.#journal = journal
  }

  /** Undefined: the config drops it. `code`: it cannot be joined, for this reason. */
  resolve({ id, name }: OrganizationMembership): Promise<ResolvedOrganization> {
    const key = `${id ?? ''}\n${name ?? ''}`
    const resolved = this.#resolved.get(key) ?? this.#resolve(id, name)
    this.#resolved.set(key, resolved)
    return resolved
  }

  async #resolve(id: string | undefined, name: string | undefined): Promise<ResolvedOrganization> {
    const mapping = this.#rules.map ?? {}
    const mapped =
      (id === undefined ? undefined : mapping[id]) ?? (name === undefined ? undefined : mapping[name])
    if (mapped === null || (id !== undefined && mapping[id] === null)) return undefined
    this.#known ??= this.#list()
    const known = await this.#known
    if (mapped !== undefined)
      return known.byId.get(mapped) ?? pickByName(known, mapped) ?? { code: 'organization_missing' }
    const found =
      (id === undefined ? undefined : (known.byId.get(id) ?? known.bySourceId.get(id))) ??
      (name === undefined ? undefined : pickByName(known, name))
    if (found !== undefined) return found
    if (this.#rules.createMissing !== true) return { code: 'organization_missing' }
    return this.#make(name ?? id ?? '', id)
  }

  async #list(): Promise<Known> {
    const known: Known = { byId: new Map(), bySourceId: new Map(), byName: new Map() }
    for (const organization of await this.#source.list()) {
      const { id, name, sourceId } = organization
      known.byId.set(id, organization)
      if (sourceId !== undefined) known.bySourceId.set(sourceId, organization)
      known.byName.set(name, [...(known.byName.get(name) ?? []), organization])
    }
    return known
  }

  async #make(name: string, sourceId: string | undefined): Promise<ResolvedOrganization> {
    const label = sourceId === undefined ? name : `${name} (${sourceId})`
    const wasBegun = this.#journal.state.made.has(`organization:${label}`)
    if (!wasBegun) await this.#journal.append({ t: 'make', kind: 'organization', name: label })
    const made = await this.#source.create(name, sourceId, wasBegun)
    this.#journal.note({ t: 'made', kind: 'organization', name: label, id: made.id })
    return made
  }
}

interface Known {
  byId: Map<string, KnownOrganization>
  bySourceId: Map<string, KnownOrganization>
  byName: Map<string, KnownOrganization[]>
}

const pickByName = (known: Known, name: string): ResolvedOrganization => {
  const [first, second] = known.byName.get(name) ?? []
  return second === undefined ? first : { code: 'organization_ambiguous' }
}
