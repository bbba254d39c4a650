import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { openEntry, type LdapEntry } from './ldap-entry.js'

/** May be the file of the users: entries without members are passed over. */
export const ldapGroups: RelatedFile = {
  name: 'groups',
  title: 'Entries of groups with member, uniqueMember or memberUid, where users have no memberOf',
  keysOf: (row) => {
    const entry = openEntry(row)
    const members = [...entry.texts('member'), ...entry.texts('uniqueMember')]
    return [...members.map(dnKey), ...entry.texts('memberUid').map(uidKey)]
  },
  reduce: (row) => ({ name: openEntry(row).text('cn') ?? null }),
}

const dnKey = (dn: string): string =>
  `dn:${dn
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .join(',')}`

const uidKey = (uid: string): string => `uid:${uid}`

/** Groups become roles of their common name. */
export const putLdapGroups = (
  user: UserRecord,
  entry: LdapEntry,
  dn: string | undefined,
  { related }: PresetContext,
): void => {
  for (const group of entry.texts('memberOf').flatMap(splitNames)) {
    const name = readFirstName(group)
    if (name !== undefined) user.roles.push(name)
  }
  const uid = entry.text('uid')
  const rows = [
    ...(dn === undefined ? [] : related('groups', dnKey(dn))),
    ...(uid === undefined ? [] : related('groups', uidKey(uid))),
  ]
  for (const row of rows) {
    const name = readText(row['name'])
    if (name !== undefined) user.roles.push(name)
  }
  user.roles = [...new Set(user.roles)]
}

/** csvde writes all groups into one cell. */
const splitNames = (text: string): string[] => text.split(/;(?=[A-Za-z]+=)/)

/** Value of the first part of a distinguished name, without escapes: `cn=a\2Cb,ou=c` → `a,b`. */
const readFirstName = (dn: string): string | undefined => {
  const value = /^[^=,]+=((?:\\.|[^,\\+])*)/.exec(dn)?.[1]?.trim()
  if (value === undefined || value === '') return undefined
  // Escaped bytes of one character stand in a row, so they are put together before they are read.
  return value
    .replaceAll(/(?:\\[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString())
    .replaceAll(/\\(.)/g, '$1')
}
