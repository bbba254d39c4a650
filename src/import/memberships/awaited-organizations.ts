import type { OrganizationsConfig } from '../../config/config.js'
import type { Effects } from '../../effects/effects.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { SourceOrganization } from '../../presets/user-record.js'
import type {
  OrganizationResolver,
  OrganizationSource,
  ResolvedOrganization,
} from './resolve-organizations.js'

export interface AwaitedOrganizationsOptions {
  source: OrganizationSource
  rules: OrganizationsConfig
  /** Makes a resolver that knows the organizations of this moment, and creates none. */
  createResolver(source: OrganizationSource): Pick<OrganizationResolver, 'resolve'>
  effects: Pick<Effects, 'now' | 'sleep'>
  stop?: AbortSignal | undefined
  /** Somebody waits; looked again after so long. */
  onWait?: ((delayMs: number) => void) | undefined
}

const firstPollMs = 1000
const maxPollMs = 10_000
/** Shard 1 makes all of them in one go, so it is not at work when none has come for so long. */
const maxQuietMs = 120_000

/**
 * Organizations that another process makes. Logto takes two of one name, so of several processes only one may
 * create; the others wait here until what they need is there.
 *
 * `resolve` rejects with MigrationError `target/organization_awaited` when none has come for two minutes.
 */
export class AwaitedOrganizations {
  readonly #options: AwaitedOrganizationsOptions
  readonly #source: OrganizationSource
  #resolver: Pick<OrganizationResolver, 'resolve'>
  #known = -1
  #grownAtMs: number
  #looks = 0
  /** One look for all who wait. */
  #looking: Promise<void> | undefined

  constructor(options: AwaitedOrganizationsOptions) {
    this.#options = options
    this.#source = { ...options.source, list: () => this.#list() }
    this.#resolver = options.createResolver(this.#source)
    this.#grownAtMs = options.effects.now()
  }

  async resolve(organization: SourceOrganization): Promise<ResolvedOrganization> {
    for (;;) {
      const resolver = this.#resolver
      const resolved = await resolver.resolve(organization)
      const isMissing =
        resolved !== undefined && 'code' in resolved && resolved.code === 'organization_missing'
      if (!isMissing || this.#isMapped(organization)) return resolved
      if (this.#resolver === resolver) await this.#lookAgain(organization.name ?? organization.id ?? '')
    }
  }

  /** What the config maps to something that is not there is made by nobody. */
  #isMapped({ id, name }: SourceOrganization): boolean {
    const { map = {} } = this.#options.rules
    return [id, name].some((key) => key !== undefined && map[key] !== undefined)
  }

  #lookAgain(name: string): Promise<void> {
    this.#looking ??= this.#wait(name).finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #wait(name: string): Promise<void> {
    const { effects, stop, onWait, createResolver } = this.#options
    if (effects.now() - this.#grownAtMs >= maxQuietMs) throw createAwaitedError(name)
    const delayMs = Math.min(maxPollMs, firstPollMs * 2 ** this.#looks)
    this.#looks += 1
    onWait?.(delayMs)
    await effects.sleep(delayMs, stop)
    this.#resolver = createResolver(this.#source)
  }

  async #list(): ReturnType<OrganizationSource['list']> {
    const organizations = await this.#options.source.list()
    if (organizations.length > this.#known) {
      this.#known = organizations.length
      this.#grownAtMs = this.#options.effects.now()
    }
    return organizations
  }
}

const createAwaitedError = (name: string): MigrationError =>
  new MigrationError(
    'target',
    'organization_awaited',
    `the organization "${name}" is not there, and none has been made for ${maxQuietMs / 1000} s. Shard 1 makes the missing ones for all shards: start it, then resume. If shard 1 reported it as refused, map it in organizations.map (null drops it)`,
  )
