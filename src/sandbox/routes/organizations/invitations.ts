import type { ApiCall } from '../../http/api-call.js'
import { ApiError, apiError } from '../../http/api-error.js'
import { createId } from '../../create-id.js'
import { array, guardBody, nullable, number, object, oneOf, optional, string } from '../../http/guard.js'
import type { Guard } from '../../http/guard.js'
import { json, noContent } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import type { InvitationRow } from '../../store/rows.js'
import type { Store } from '../../store/store.js'
import { findUser } from '../find-row.js'
import { addMemberRoles } from './organization-members.js'
import { toRoleReferences } from './organization-roles.js'

const endStatuses = ['Accepted', 'Revoked'] as const
const any: Guard<unknown> = (value) => value

const createGuard = object({
  inviterId: optional(nullable(string())),
  invitee: string({ isEmail: true }),
  organizationId: string({ minLength: 1 }),
  expiresAt: number,
  organizationRoleIds: optional(array(string())),
  messagePayload: any,
})
const statusGuard = object({
  status: oneOf(endStatuses),
  acceptedUserId: optional(nullable(string())),
})

const refuse = (details: string, status = 400): ApiError => {
  const { body } = apiError('request.invalid_input', { details })
  return new ApiError(status, body)
}

const listInvitations = ({ context, query }: ApiCall): Reply => {
  const found = [...context.store.invitations.values()].filter((row) =>
    (['organizationId', 'inviterId', 'invitee'] as const).every((field) => {
      const wanted = query.get(field)
      if (wanted === null || row[field] === wanted) return true
      return field === 'invitee' && row.invitee.toLowerCase() === wanted.toLowerCase()
    }),
  )
  return json(found.map((row) => toResponse(context.store, row, context.now())))
}

/** A pending invitation that has run out is answered as expired. */
const toResponse = (store: Store, row: InvitationRow, nowMs: number): Record<string, unknown> => {
  const { organizationRoleIds, ...invitation } = row
  const organizationRoles = toRoleReferences(store, organizationRoleIds)
  return { ...invitation, status: readStatus(row, nowMs), organizationRoles }
}

const readStatus = ({ status, expiresAt }: InvitationRow, nowMs: number): InvitationRow['status'] =>
  status === 'Pending' && expiresAt <= nowMs ? 'Expired' : status

const createInvitation = (call: ApiCall): Reply => {
  const { store, random } = call.context
  const now = call.context.now()
  const body = guardBody(createGuard, call.body)
  if (body.expiresAt <= now) throw refuse('The value of `expiresAt` must be in the future.')
  checkInvitation(store, body, now)
  if (body.messagePayload) checkEmailConnector(store)
  const row: InvitationRow = {
    tenantId: store.tenantId,
    id: createId(random, 21),
    inviterId: body.inviterId ?? null,
    invitee: body.invitee,
    acceptedUserId: null,
    organizationId: body.organizationId,
    status: 'Pending',
    createdAt: now,
    updatedAt: now,
    expiresAt: body.expiresAt,
    organizationRoleIds: [...new Set(body.organizationRoleIds)],
  }
  store.invitations.set(row.id, row)
  return json(toResponse(store, row, now), 201)
}

const checkInvitation = (
  store: Store,
  body: typeof createGuard extends Guard<infer T> ? T : never,
  nowMs: number,
): void => {
  const { invitee, organizationId, inviterId, organizationRoleIds = [] } = body
  const members = store.memberships.userIdsOf(organizationId)
  for (const row of store.users.emails.rowsOf(invitee.toLowerCase())) {
    if (row.primaryEmail === invitee && members.has(row.id)) {
      throw refuse('The invitee is already a member of the organization.', 422)
    }
  }
  const isKnown =
    store.organizations.has(organizationId) &&
    (!inviterId || store.users.find(inviterId)) &&
    organizationRoleIds.every((id) => store.organizationRoles.has(id))
  if (!isKnown) throw apiError('entity.relation_foreign_key_not_found')
  for (const row of store.invitations.values()) {
    const isSame = row.invitee === invitee && row.organizationId === organizationId
    if (isSame && readStatus(row, nowMs) === 'Pending') throw apiError('entity.unique_integrity_violation')
  }
}

const checkEmailConnector = ({ connectors }: Store): void => {
  for (const { type } of connectors.values()) if (type === 'Email') return
  throw apiError('connector.not_found', { type: 'Email' })
}

const findInvitation = ({ context, params }: ApiCall): InvitationRow => {
  const row = context.store.invitations.get(params[0] ?? '')
  if (!row) throw apiError('entity.not_found')
  return row
}

const getInvitation = (call: ApiCall): Reply =>
  json(toResponse(call.context.store, findInvitation(call), call.context.now()))

/** Nothing is sent: an e-mail connector of the sandbox is a name only. */
const sendMessage = (call: ApiCall): Reply => {
  findInvitation(call)
  checkEmailConnector(call.context.store)
  return noContent
}

const setStatus = (call: ApiCall): Reply => {
  const { store } = call.context
  const now = call.context.now()
  const { status, acceptedUserId } = guardBody(statusGuard, call.body)
  if (status === 'Accepted' && !acceptedUserId) {
    throw refuse('The `acceptedUserId` is required when accepting an invitation.', 422)
  }
  const row = findInvitation(call)
  if (readStatus(row, now) !== 'Pending') {
    throw refuse('The status of the invitation cannot be changed anymore.', 422)
  }
  if (status === 'Accepted' && acceptedUserId) acceptInvitation(store, row, acceptedUserId)
  Object.assign(row, { status, updatedAt: now })
  return json(toResponse(store, row, now))
}

const acceptInvitation = (store: Store, row: InvitationRow, userId: string): void => {
  const { id, primaryEmail } = findUser(store, userId)
  if (primaryEmail?.toLowerCase() !== row.invitee.toLowerCase()) {
    throw refuse('The accepted user must have the same email as the invitee.', 422)
  }
  store.memberships.add(row.organizationId, id)
  addMemberRoles(store, row.organizationId, [id], row.organizationRoleIds)
  row.acceptedUserId = id
}

const deleteInvitation = (call: ApiCall): Reply => {
  const { id } = findInvitation(call)
  call.context.store.invitations.delete(id)
  return noContent
}

export const invitationRoutes = [
  route('GET', '/api/organization-invitations', listInvitations),
  route('POST', '/api/organization-invitations', createInvitation),
  route('GET', '/api/organization-invitations/:id', getInvitation),
  route('POST', '/api/organization-invitations/:id/message', sendMessage),
  route('PUT', '/api/organization-invitations/:id/status', setStatus),
  route('DELETE', '/api/organization-invitations/:id', deleteInvitation),
]
