import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { isObject, readJsonCell } from '../vocabulary/cells/read-json-cell.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readText } from '../vocabulary/cells/read-text.js'
import type { DocumentFields } from './document-fields.js'

export const mongooseRoles: RelatedFile = {
  name: 'roles',
  title: 'Collection of roles (_id and name), where users refer to them by ObjectId',
  keysOf: (row) => {
    const id = readId(row['_id'] ?? row['id'])
    return id === undefined ? [] : [id]
  },
  reduce: ({ name = null }) => ({ name }),
}

/** `role` or `roles`: names, objects with a name, or ObjectIds of another collection. */
export const putMongooseRoles = (
  user: UserRecord,
  fields: DocumentFields,
  { related }: PresetContext,
): void => {
  if (fields.role === undefined && fields.roles === undefined) return
  let unknownCount = 0
  for (const entry of [fields.role ?? null, readJsonCell(fields.roles) ?? null].flat()) {
    const name = isObject(entry) ? readText(entry['name']) : readText(entry)
    const id = readId(entry)
    const isReference = id !== undefined && /^[\da-f]{24}$/i.test(id)
    const known = isReference ? readText(related('roles', id)[0]?.['name']) : name
    if (known !== undefined) user.roles.push(known)
    else if (isReference) unknownCount++
  }
  if (unknownCount === 0) return
  const detail = `The names of ${unknownCount} roles are not known; join the collection of roles as "roles".`
  user.losses.push({ kind: 'role', detail })
}
