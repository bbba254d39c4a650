import type { JsonObject, JsonValue } from '../source/source-record.js'
import type { SourceOrganization } from './user-record.js'
import { readBoolean } from './vocabulary/cells/read-boolean.js'
import { readId } from './vocabulary/cells/read-id.js'
import { isObject, readJsonCell, readObject } from './vocabulary/cells/read-json-cell.js'
import { readList } from './vocabulary/cells/read-list.js'
import { readOrganization } from './vocabulary/read-organization.js'
import { pickCell } from './vocabulary/cells/pick-cell.js'
import { readText } from './vocabulary/cells/read-text.js'
import { readTimestamp } from './vocabulary/cells/read-timestamp.js'

/** Name of the related file of every preset that none of them joins: invitations are people of their own. */
export const invitationsFile = 'invitations'

/** An invitation to an organization, as the source has it. */
export interface SourceInvitation {
  /** Id of the invitation in the source. */
  id: string | undefined
  email: string | undefined
  /** Undefined: an invitation to the application, not to an organization. */
  organization: SourceOrganization | undefined
  /** Names or ids of organization roles. */
  roles: string[]
  /** `unknown`: the source names a state that is not known here. */
  status: 'pending' | 'accepted' | 'revoked' | 'expired' | 'unknown'
  /** Milliseconds since the epoch. */
  expiresAtMs: number | undefined
  /** Source key of the user who invites. */
  inviter: string | undefined
}

/**
 * Reads one row of the related file `invitations`: the names of the generic format, and those of Auth0,
 * better-auth, Clerk, Keycloak, Logto and WorkOS, which differ so little that no preset has a reader of its own.
 */
export const readInvitation = (row: JsonObject): SourceInvitation => ({
  id: readId(pickCell(row, 'id', '_id', 'invitation_id', 'invitationId')),
  email: readEmail(row),
  organization: readInviting(row),
  roles: readRoles(row),
  status: readStatus(row),
  expiresAtMs: readExpiry(row),
  inviter: readInviter(row),
})

const readEmail = (row: JsonObject): string | undefined => {
  const cell = pickCell(row, 'email', 'email_address', 'emailAddress', 'invitee', 'invited_email')
  return readText(readObject(cell)?.['email'] ?? cell)?.trim()
}

const readInviting = (row: JsonObject): SourceOrganization | undefined => {
  const cell = readJsonCell(pickCell(row, 'organization', 'org', 'public_organization_data'))
  const inner = isObject(cell) ? readOrganization(cell) : undefined
  const id = readId(pickCell(row, 'organization_id', 'organizationId', 'org_id')) ?? inner?.id
  const name =
    readText(pickCell(row, 'organization_name', 'organizationName', 'org_name')) ??
    inner?.name ??
    (isObject(cell) ? undefined : readText(cell))
  if (id === undefined && name === undefined) return undefined
  return { ...inner, ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) }
}

/** Every role of Clerk's organizations begins with `org:`. */
const readRoles = (row: JsonObject): string[] => {
  const cell = pickCell(
    row,
    'roles',
    'role',
    'role_slug',
    'role_slugs',
    'organizationRoles',
    'organizationRoleIds',
  )
  const names = readRoleNames(cell)
  return [...new Set(row['object'] === 'organization_invitation' ? names.map(stripClerk) : names)]
}

const stripClerk = (name: string): string => name.replace(/^org:/, '')

const readRoleNames = (value: JsonValue | undefined): string[] => {
  const cell = readJsonCell(value)
  if (!Array.isArray(cell) && !isObject(cell)) return readList(cell)
  return [cell].flat().flatMap((role) => {
    const name = isObject(role) ? (role['slug'] ?? role['name'] ?? role['id']) : role
    return readText(name)?.trim() ?? []
  })
}

const statuses: ReadonlyMap<string, SourceInvitation['status']> = new Map([
  ['pending', 'pending'],
  ['sent', 'pending'],
  ['invited', 'pending'],
  ['accepted', 'accepted'],
  ['revoked', 'revoked'],
  ['canceled', 'revoked'],
  ['cancelled', 'revoked'],
  ['rejected', 'revoked'],
  ['declined', 'revoked'],
  ['expired', 'expired'],
])

/** Where there is no word for it, dates of what has happened; with neither it waits, as in Auth0's list. */
const readStatus = (row: JsonObject): SourceInvitation['status'] => {
  const word = readText(pickCell(row, 'status', 'state'))
  if (word !== undefined) return statuses.get(word.trim().toLowerCase()) ?? 'unknown'
  if (pickCell(row, 'accepted_at', 'acceptedAt') !== undefined) return 'accepted'
  if (pickCell(row, 'revoked_at', 'revokedAt') !== undefined) return 'revoked'
  return readBoolean(row['revoked']) === true ? 'revoked' : 'pending'
}

const readExpiry = (row: JsonObject): number | undefined => {
  const text = readTimestamp(pickCell(row, 'expires_at', 'expiresAt', 'expires', 'expirationDate'))
  return text === undefined ? undefined : Date.parse(text)
}

/** Auth0 names the inviter and gives no id: nobody can be found by that. */
const readInviter = (row: JsonObject): string | undefined => {
  const cell = readJsonCell(
    pickCell(row, 'inviter', 'inviter_id', 'inviterId', 'inviter_user_id', 'invited_by'),
  )
  return isObject(cell)
    ? readId(pickCell(cell, 'id', 'user_id'))
    : (readId(cell) ?? readText(readObject(row['public_inviter_data'])?.['user_id']))
}
