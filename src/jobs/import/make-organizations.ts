import type { Settings } from '../../config/settings.js'
import type { Resolvers } from '../../import/memberships/resolve-memberships.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import type { SourceOrganization } from '../../presets/user-record.js'
import type { JobContext } from '../job-context.js'
import { openPipeline } from '../input/open-pipeline.js'

/** So many are looked up or made at once. */
const atOnce = 8

/** Of several shards the first makes the missing organizations, for all of them. */
export const mustMakeOrganizations = ({ shard, organizations }: Settings): boolean =>
  shard !== undefined && shard.index === 1 && organizations?.createMissing === true

/** Throws MigrationError('usage') where organizations would have to be made from an input that is there once. */
export const refuseOrganizationsOfStream = ({ shard, organizations }: Settings, isOnce: boolean): void => {
  if (!isOnce || shard === undefined || organizations?.createMissing !== true) return
  throw new MigrationError(
    'usage',
    'shard_needs_files',
    '--shard with organizations.createMissing reads the input twice, to make the organizations of all shards first: give files, or make the organizations beforehand and leave createMissing out',
  )
}

/** Makes the organizations that any record of the whole input needs, before the first user of the shard. */
export const makeOrganizations = async (
  settings: Settings,
  files: string[],
  context: JobContext,
  { organizations }: Pick<Resolvers, 'organizations'>,
): Promise<void> => {
  context.emit({ type: 'note', code: 'organizations_first' })
  const { records } = await openPipeline({ ...settings, shard: undefined }, files, context)
  let wanted: SourceOrganization[] = []
  for await (const organization of listOrganizations(records)) {
    context.stop.throwIfAborted()
    wanted.push(organization)
    if (wanted.length < atOnce) continue
    await Promise.all(wanted.map((one) => organizations.resolve(one)))
    wanted = []
  }
  await Promise.all(wanted.map((one) => organizations.resolve(one)))
}

/** Each organization once, in the order of the input. */
async function* listOrganizations(
  records: AsyncIterable<PlannedRecord[]>,
): AsyncGenerator<SourceOrganization> {
  const seen = new Set<string>()
  for await (const batch of records) {
    for (const record of batch) {
      if (record.kind !== 'planned') continue
      for (const organization of record.plan.organizations) {
        const key = `${organization.id ?? ''}\n${organization.name ?? ''}`
        if (seen.has(key)) continue
        seen.add(key)
        yield organization
      }
    }
  }
}
