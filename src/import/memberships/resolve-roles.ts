import type { Journal } from '../../checkpoint/journal.js'
import type { MadeKind } from '../../checkpoint/entry.js'
import type { RolesConfig } from '../../config/config.js'

/** A role of the tenant, or of the organization template. */
export interface KnownRole {
  id: string
  name: string
  /** Logto gives it to every new user by itself. */
  isDefault?: boolean
  /** Machine-to-machine roles cannot go to users. */
  isMachine?: boolean
}

export type ResolvedRole = { role: KnownRole } | { code: string } | undefined

export interface RoleSource {
  kind: Extract<MadeKind, 'role' | 'organizationRole'>
  list(): Promise<KnownRole[]>
  /** Creates the role, or finds it when somebody else has just done so. */
  create(name: string): Promise<KnownRole>
}

/**
 * Finds roles by name or id: the target's roles are listed once, missing ones are made once (where the config
 * allows it) whatever the number of users who ask at the same time.
 */
export class RoleResolver {
  readonly #source: RoleSource
  readonly #rules: RolesConfig
  readonly #journal: Journal
  #known: Promise<Map<string, KnownRole>> | undefined
  readonly #making = new Map<string, Promise<ResolvedRole>>()

  constructor(source: RoleSource, rules: RolesConfig, journal: Journal) {
    this.#source = source
    this.#rules = rules
    this.#journal = journal
  }

  /** Undefined: the config drops this role. `code`: it cannot be given, for this reason. */
  async resolve(nameOrId: string): Promise<ResolvedRole> {
    const mapped = this.#rules.map?.[nameOrId]
    if (mapped === null) return undefined
    const wanted = mapped ?? nameOrId
    const role = (await this.#readKnown()).get(wanted)
    if (role !== undefined) {
      if (role.isMachine === true) return { code: 'role_is_machine' }
      this.#noteMade(wanted, role)
      return { role }
    }
    if (this.#rules.createMissing !== true) return { code: `${this.#source.kind}_missing` }
    const earlier = this.#making.get(wanted)
    if (earlier !== undefined) return earlier
    const making = this.#make(wanted)
    this.#making.set(wanted, making)
    // What failed once is tried again by the next record.
    making.catch(() => this.#making.delete(wanted))
    return making
  }

  #readKnown(): Promise<Map<string, KnownRole>> {
    this.#known ??= this.#list().catch((error: unknown) => {
      this.#known = undefined
      throw error
    })
    return this.#known
  }

  async #list(): Promise<Map<string, KnownRole>> {
    const known = new Map<string, KnownRole>()
    const roles = await this.#source.list()
    for (const role of roles) known.set(role.name, role)
    // An id is exact; a name that looks like another role's id must not win.
    for (const role of roles) known.set(role.id, role)
    return known
  }

  async #make(name: string): Promise<ResolvedRole> {
    const { kind } = this.#source
    const wasBegun = this.#journal.state.made.has(`${kind}:${name}`)
    if (!wasBegun) await this.#journal.append({ t: 'make', kind, name })
    const role = await this.#source.create(name)
    this.#journal.note({ t: 'made', kind, name, id: role.id })
    return { role }
  }

  /** An earlier session made it and was killed before the answer: the run must still know it as its own. */
  #noteMade(name: string, { id }: KnownRole): void {
    const { kind } = this.#source
    const begun = this.#journal.state.made.get(`${kind}:${name}`)
    if (begun === undefined || begun.id !== undefined) return
    this.#journal.note({ t: 'made', kind, name, id })
  }
}
