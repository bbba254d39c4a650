import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

const preferences: ReadonlySet<string> = new Set(['language', 'gender', 'timecorrection'])

export const mediawikiRelatedFiles: readonly RelatedFile[] = [
  {
    name: 'groups',
    title: 'Table user_groups',
    keysOf: keyedBy('ug_user'),
    reduce: ({ ug_group = null, ug_expiry = null }) => ({ ug_group, ug_expiry }),
  },
  {
    name: 'blocks',
    title: 'Tables block and block_target, or ipblocks',
    keysOf: keyedBy('bt_user', 'ipb_user'),
    reduce: (row) => ({
      expiry: row['bl_expiry'] ?? row['ipb_expiry'] ?? null,
      sitewide: row['bl_sitewide'] ?? row['ipb_sitewide'] ?? null,
    }),
  },
  {
    name: 'preferences',
    title: 'Table user_properties',
    // Rows that nobody reads would fill the memory.
    keysOf: (row) => (preferences.has(readText(row['up_property']) ?? '') ? keyedBy('up_user')(row) : []),
    reduce: ({ up_property = null, up_value = null }) => ({ up_property, up_value }),
  },
  {
    name: 'oath',
    title: 'Tables oathauth_devices and oathauth_types, or oathauth_users',
    keysOf: keyedBy('oad_user', 'id'),
    reduce: (row) => ({
      type: row['oat_name'] ?? row['module'] ?? null,
      data: row['oad_data'] ?? row['data'] ?? null,
    }),
  },
]

export const addMediawikiGroups = (
  user: UserRecord,
  id: string | undefined,
  context: PresetContext,
): void => {
  if (id === undefined) return
  for (const row of context.related('groups', id)) {
    const group = readText(row['ug_group'])
    const expiry = readText(row['ug_expiry'])
    if (group === undefined) continue
    if (expiry === undefined || expiry === 'infinity' || expiry === 'NULL') user.roles.push(group)
    else {
      const detail = `The group ${group} ends by itself in MediaWiki; Logto has no such end.`
      user.losses.push({ kind: 'temporary_role', detail })
    }
  }
}

/** A block of the whole wiki without an end. One that ends would never end in Logto. */
export const hasIndefiniteBlock = (id: string, context: PresetContext): boolean =>
  context
    .related('blocks', id)
    .some((row) => readText(row['expiry']) === 'infinity' && readText(row['sitewide']) !== '0')
