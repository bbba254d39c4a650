import type { ApiCall } from '../../http/api-call.js'
import { apiError } from '../../http/api-error.js'
import { createId } from '../../create-id.js'
import {
  boolean,
  guardBody,
  jsonObject,
  nullable,
  number,
  object,
  optional,
  string,
} from '../../http/guard.js'
import { pagedReply, readPage, slicePage } from '../../http/paginate.js'
import { json, noContent } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import type { OrganizationRow } from '../../store/rows.js'
import { deleteOrganization } from '../../store/store.js'
import { findOrganization, findUser } from '../find-row.js'
import { isYes } from '../is-yes.js'
import { toRoleReferences } from './organization-roles.js'
import { checkStorableJson } from '../storable.js'

const name = string({ minLength: 1, maxLength: 128 })

const changes = {
  description: optional(nullable(string({ maxLength: 256 }))),
  customData: optional(jsonObject),
  isMfaRequired: optional(boolean),
  color: optional(jsonObject),
  branding: optional(jsonObject),
  customCss: optional(nullable(string())),
}
const createGuard = object({ name, createdAt: optional(number), ...changes })
const updateGuard = object({ name: optional(name), ...changes })

const listOrganizations = (call: ApiCall): Reply => {
  const { store } = call.context
  const page = readPage(call)
  const wanted = call.query.get('q')?.toLowerCase()
  const found = [...store.organizations.values()].filter(
    (row) => !wanted || row.id.toLowerCase().includes(wanted) || row.name.toLowerCase().includes(wanted),
  )
  const isFeatured = isYes(call.query.get('showFeatured'))
  const rows = slicePage(found, page).map((row) => (isFeatured ? addFeatured(call, row) : row))
  return pagedReply(call, page, found.length, rows)
}

const addFeatured = ({ context }: ApiCall, row: OrganizationRow): Record<string, unknown> => {
  const { memberships, users } = context.store
  const userIds = memberships.userIdsOf(row.id)
  const featuredUsers = [...userIds].slice(0, 3).flatMap((userId) => {
    const user = users.find(userId)
    return user ? [{ id: user.id, avatar: user.avatar, name: user.name }] : []
  })
  return { ...row, usersCount: userIds.size, featuredUsers }
}

const createOrganization = (call: ApiCall): Reply => {
  const { store, random } = call.context
  const body = guardBody(createGuard, call.body)
  checkStorableJson(body, call.rawBody)
  const row: OrganizationRow = {
    tenantId: store.tenantId,
    id: createId(random, 12),
    name: body.name,
    description: body.description ?? null,
    customData: body.customData ?? {},
    isMfaRequired: body.isMfaRequired ?? false,
    color: body.color ?? {},
    branding: body.branding ?? {},
    customCss: body.customCss ?? null,
    createdAt: body.createdAt ?? call.context.now(),
  }
  store.organizations.set(row.id, row)
  return json(row, 201)
}

const getOrganization = ({ context, params }: ApiCall): Reply =>
  json(findOrganization(context.store, params[0]))

const updateOrganization = (call: ApiCall): Reply => {
  const body = guardBody(updateGuard, call.body)
  const row = call.context.store.organizations.get(call.params[0] ?? '')
  if (!row) throw apiError('entity.not_exists', { name: 'organization' })
  checkStorableJson(body, call.rawBody)
  Object.assign(row, body)
  return json(row)
}

const removeOrganization = ({ context, params }: ApiCall): Reply => {
  if (!deleteOrganization(context.store, params[0] ?? '')) throw apiError('entity.not_found')
  return noContent
}

const listOrganizationsOfUser = ({ context, params }: ApiCall): Reply => {
  const { store } = context
  const user = findUser(store, params[0])
  const rows = [...store.memberships.groupIdsOf(user.id)].flatMap((id) => store.organizations.get(id) ?? [])
  return json(
    rows.map((row) => ({
      ...row,
      organizationRoles: toRoleReferences(store, store.memberRoles.of(row.id, user.id)),
    })),
  )
}

export const organizationRoutes = [
  route('GET', '/api/organizations', listOrganizations),
  route('POST', '/api/organizations', createOrganization),
  route('GET', '/api/organizations/:id', getOrganization),
  route('PATCH', '/api/organizations/:id', updateOrganization),
  route('DELETE', '/api/organizations/:id', removeOrganization),
  route('GET', '/api/users/:userId/organizations', listOrganizationsOfUser),
]
