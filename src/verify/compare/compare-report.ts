import type { FieldDifference } from './compare-user.js'

/** How the users of the source stand in the target. */
export interface CompareReport {
  /** Users that were looked up. */
  users: number
  same: number
  different: number
  /** Created by the run, or expected by identifier, and not there. */
  missing: number
  /** Records that the run did not bring in: failed, rejected or not reached. */
  notImported: number
  /** In the target before the run, left as they were. */
  existing: number
  /** Users who differ, by field: customData, profile, identities, roles, organizations and mfa each as a whole. */
  fields: Record<string, number>
  /** Users who have more than their plan, by field: roles, organizations, organizationRoles, mfa. */
  extras: Record<string, number>
  /** Users whose second factors were asked for, one request each. */
  factorsAsked: number
  /** Users that carry the mark of the run, belong to nobody who was compared, and are not in the checkpoint. */
  unnamed: number
  /** Users looked at to find who is there twice; undefined: nobody was looked for. */
  scanned: number | undefined
}

export const createReport = (): CompareReport => ({
  users: 0,
  same: 0,
  different: 0,
  missing: 0,
  notImported: 0,
  existing: 0,
  fields: {},
  extras: {},
  factorsAsked: 0,
  unnamed: 0,
  scanned: undefined,
})

/** Adds one user. Undefined differences: is not there. */
export const countDifferences = (
  report: CompareReport,
  differences: readonly FieldDifference[] | undefined,
): void => {
  report.users += 1
  if (differences === undefined) report.missing += 1
  else if (differences.length === 0) report.same += 1
  else report.different += 1
  for (const counts of [report.fields, report.extras]) {
    const wanted = (differences ?? []).filter(
      ({ isExtra }) => (isExtra === true) === (counts === report.extras),
    )
    for (const name of new Set(wanted.map(({ field }) => field.split('.', 1)[0] ?? field))) {
      counts[name] = (counts[name] ?? 0) + 1
    }
  }
}
