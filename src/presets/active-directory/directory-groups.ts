import type { JsonObject } from '../../source/source-record.js'
import type { LdapEntry } from '../ldap/ldap-entry.js'
import { putLdapGroups } from '../ldap/ldap-groups.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { unjoinedList } from './directory-row.js'

/** Groups become roles of their common name. The primary group, as a rule Domain Users, is not in `memberOf`. */
export const putDirectoryGroups = (
  user: UserRecord,
  record: JsonObject,
  entry: LdapEntry,
  context: PresetContext,
): void => {
  if (unjoinedList.test(readText(record['memberof']) ?? '')) {
    const detail =
      'The CSV names the type of MemberOf instead of the groups: export it joined, as the page shows.'
    user.losses.push({ kind: 'groups', detail })
  } else putLdapGroups(user, entry, undefined, { ...context, related: () => [] })
}
