import type { JsonValue } from '../../../source/source-record.js'
import type { OrganizationMembership } from '../../user-record.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { readList } from '../../vocabulary/cells/read-list.js'
import { readOrganization } from '../../vocabulary/read-organization.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { type GenericDraft, refuseCell } from '../generic-draft.js'

/** `[{ id or name, roles }]`, one such object, names in an array, or text such as `acme;globex`. */
export const setOrganizations = (draft: GenericDraft, value: JsonValue): void => {
  const cell = readJsonCell(value)
  const entries = Array.isArray(cell) ? cell : isObject(cell) ? [cell] : readList(cell)
  for (const entry of entries) {
    const membership = readMembership(entry)
    if (membership === undefined) refuseCell(draft, 'organizations', 'an id or a name in each entry')
    else draft.user.organizations.push(membership)
  }
}

const readMembership = (entry: JsonValue): OrganizationMembership | undefined => {
  if (!isObject(entry)) {
    const name = readText(entry)?.trim()
    return name === undefined ? undefined : { name, roles: [] }
  }
  const organization = readOrganization(entry)
  return organization && { ...organization, roles: readList(entry['roles'] ?? entry['role']) }
}
