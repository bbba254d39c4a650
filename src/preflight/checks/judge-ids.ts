import { MigrationError } from '../../outcome/migration-error.js'
import type { IdProbe } from '../canary/probe-ids.js'
import type { PreflightCheck } from '../preflight-check.js'

const claim =
  'the old id stays in customData.migratedFrom.id, and "logto-migrate claims legacy-id install" puts it into tokens'

/** @param probe undefined when it was not tried */
export const judgeIds = (probe: IdProbe | undefined, keepIds: boolean): PreflightCheck[] => {
  const decide = 'keepIds'
  if (probe === undefined) {
    const message =
      'keepIds is set, and without temporary users it is not known whether the target takes ids.'
    return keepIds ? [{ name: 'ids', status: 'warning', message, decide }] : []
  }
  const left: PreflightCheck[] =
    probe.leftBehind === undefined
      ? []
      : [{ name: 'canary_users', status: 'failed', message: describeLeft(probe.leftBehind) }]
  if (probe.outcome === 'kept') {
    const message = keepIds
      ? 'The target takes the ids of the source.'
      : 'The target takes ids on create: keepIds: true in the config keeps those of the source.'
    return [{ name: 'ids', status: 'ok', message }, ...left]
  }
  const message = `${capitalise(describeIds(probe))}: ${claim}.`
  if (probe.outcome === 'no_answer') {
    return [{ name: 'ids', status: keepIds ? 'failed' : 'warning', message, decide }, ...left]
  }
  return [
    keepIds ? { name: 'ids', status: 'failed', message, decide } : { name: 'ids', status: 'ok', message },
    ...left,
  ]
}

/** Ends a run that is to keep ids before anybody is created who would get another. */
export const requireIds = (probe: IdProbe): void => {
  if (probe.outcome !== 'kept') {
    throw new MigrationError(
      'target',
      probe.outcome === 'no_answer' ? 'ids_unknown' : 'ids_not_kept',
      `keepIds is set, and ${describeIds(probe)}; nobody was imported. Leave keepIds out of the config: ${claim}`,
    )
  }
  if (probe.leftBehind === undefined) return
  throw new MigrationError('target', 'probe_left_behind', describeLeft(probe.leftBehind))
}

const describeIds = ({ outcome, code }: IdProbe): string => {
  if (outcome === 'dropped') return 'the target drops the id of a create and makes one of its own'
  if (outcome === 'refused') return `the target refuses a create with an id (${code})`
  return `the target did not say whether it takes ids (${code})`
}

const describeLeft = (id: string): string =>
  `Could not delete the temporary user ${id}: delete it by hand, or run preflight again.`

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
