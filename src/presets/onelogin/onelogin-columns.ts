import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { setPath } from '../vocabulary/cells/set-path.js'

const otherNames = new Map<string, string>([
  ['first_name', 'firstname'],
  ['last_name', 'lastname'],
  ['user_id', 'id'],
  ['email_address', 'email'],
  ['sam_account_name', 'samaccountname'],
  ['user_principal_name', 'userprincipalname'],
])

/** `First Name`, `firstname` and `custom_attributes.badge` as the API names them. */
export const renameOneLoginColumns = (record: JsonObject): JsonObject => {
  const user: JsonObject = {}
  for (const column of Object.keys(record)) {
    const value: JsonValue = record[column] ?? null
    const [, attribute] = /^custom_attributes?[._](.+)$/i.exec(column) ?? []
    if (attribute !== undefined) {
      if (value !== '') setPath(user, ['custom_attributes', attribute], value)
      continue
    }
    const name = column
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_')
    setPath(user, [otherNames.get(name) ?? name], value)
  }
  return user
}
