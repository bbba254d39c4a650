import { addOrganization } from '../declare/add-organization.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const moodleRoles = userRows(
  'roles',
  'Roles of the whole site: userid and shortname, from role_assignments and role',
  ['userid'],
  ['shortname'],
)

export const moodleCohorts = userRows(
  'cohorts',
  'Cohorts: userid, cohortid and name, from cohort_members and cohort',
  ['userid'],
  ['cohortid', 'name'],
)

export const putMoodleMemberships = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  for (const row of context.related('roles', user.id)) {
    const role = readText(row['shortname'])
    if (role !== undefined && !user.roles.includes(role)) user.roles.push(role)
  }
  for (const row of context.related('cohorts', user.id)) {
    addOrganization(user, { id: readText(row['cohortid']), name: readText(row['name']) }, [])
  }
}
