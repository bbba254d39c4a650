import type { JsonObject } from '../../source/source-record.js'
import type { SourceOrganization } from '../user-record.js'
import { readId } from './cells/read-id.js'
import { isObject, readObject } from './cells/read-json-cell.js'
import { readText } from './cells/read-text.js'

/** Names under which systems keep free data of an organization, each kept under its own name. */
const dataFields = [
  'metadata',
  'app_metadata',
  'public_metadata',
  'publicMetadata',
  'private_metadata',
  'privateMetadata',
  'attributes',
  'data',
  'trusted_metadata',
  'branding',
  'domains',
  'email_allowed_domains',
] as const

/** Names of short facts that tell organizations apart for people and programs. */
const factFields = [
  ['slug', 'slug'],
  ['alias', 'alias'],
  ['path', 'path'],
  ['external_id', 'externalId'],
  ['externalId', 'externalId'],
  ['logo', 'logo'],
  ['image_url', 'imageUrl'],
  ['logo_url', 'imageUrl'],
] as const

/**
 * An organization as most systems write it: `id`, a name (`display_name` before `name`, which is a slug where
 * both are), `description`, and free data, which goes to `customData`. Undefined without an id and a name.
 */
export const readOrganization = (row: JsonObject | undefined): SourceOrganization | undefined => {
  if (row === undefined) return undefined
  const id = readId(row['id'] ?? row['_id'] ?? row['organization_id'] ?? row['organizationId'])
  const name =
    readText(row['display_name']) ??
    readText(row['displayName']) ??
    readText(row['name']) ??
    readText(row['label']) ??
    readText(row['organization_name']) ??
    readText(row['slug'])
  if (id === undefined && name === undefined) return undefined
  return nameOrganization({ id, name, description: readText(row['description']), customData: readData(row) })
}

/** Without the fields that are undefined. */
const nameOrganization = ({ id, name, description, customData }: SourceOrganization): SourceOrganization => ({
  ...(id === undefined ? {} : { id }),
  ...(name === undefined ? {} : { name }),
  ...(description === undefined ? {} : { description }),
  ...(customData === undefined || Object.keys(customData).length === 0 ? {} : { customData }),
})

const readData = (row: JsonObject): JsonObject => {
  const data: JsonObject = { ...readObject(row['customData']) }
  for (const field of dataFields) {
    const value = readObject(row[field]) ?? (Array.isArray(row[field]) ? row[field] : undefined)
    if (value !== undefined && (Array.isArray(value) ? value : Object.keys(value)).length > 0) {
      data[field] = value
    }
  }
  for (const [field, key] of factFields) {
    const fact = readText(row[field])
    if (fact !== undefined && fact !== row['name']) data[key] = fact
  }
  // Auth0 names organizations by a slug beside the display name.
  const name = readText(row['name'])
  if (name !== undefined && !isObject(row['name']) && readText(row['display_name']) !== undefined) {
    data['slug'] ??= name
  }
  return data
}
