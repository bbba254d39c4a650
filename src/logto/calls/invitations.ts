import type { Send } from '../http/api-call.js'
import { readList, readNothing, readObject } from '../http/read-body.js'
import { type Answered, ask, demand } from '../http/refusal.js'

export interface Invitation {
  id: string
  /** E-mail address. */
  invitee: string
  organizationId: string
  status: 'Pending' | 'Accepted' | 'Expired' | 'Revoked'
  /** Milliseconds since the epoch. */
  expiresAt: number
  /** Milliseconds since the epoch. */
  createdAt: number
}

export interface CreateInvitationBody {
  invitee: string
  organizationId: string
  /** Milliseconds since the epoch; in the future. */
  expiresAt: number
  organizationRoleIds?: string[]
  /** User who invites. */
  inviterId?: string
  /** `false` sends no e-mail; otherwise what its template needs, with the link that accepts. */
  messagePayload: false | { link?: string; code?: string; locale?: string }
}

/** Unpaged. */
export const listInvitations = (
  send: Send,
  filter: { organizationId?: string; invitee?: string } = {},
  signal?: AbortSignal,
): Promise<Invitation[]> => {
  const query = new URLSearchParams(filter)
  const path = query.size > 0 ? `/api/organization-invitations?${query}` : '/api/organization-invitations'
  return demand(send, { method: 'GET', path }, readList<Invitation>('id'), signal)
}

/**
 * Not idempotent: each one that carries a message sends an e-mail. Refused with `entity.unique_integrity_violation`
 * while one of this address to this organization is pending, and with 422 `request.invalid_input` for a member.
 */
export const createInvitation = (
  send: Send,
  body: CreateInvitationBody,
  signal?: AbortSignal,
): Promise<Answered<Invitation>> =>
  ask(
    send,
    { method: 'POST', path: '/api/organization-invitations', body },
    readObject<Invitation>('id'),
    signal,
  )

/** Sends the e-mail of an invitation again. */
export const sendInvitationMessage = async (
  send: Send,
  invitationId: string,
  message: Exclude<CreateInvitationBody['messagePayload'], false>,
  signal?: AbortSignal,
): Promise<Answered<true>> =>
  ask(
    send,
    {
      method: 'POST',
      path: `/api/organization-invitations/${encodeURIComponent(invitationId)}/message`,
      body: message,
    },
    () => true,
    signal,
  )

/** Takes an invitation back without a trace. */
export const deleteInvitation = (
  send: Send,
  invitationId: string,
  signal?: AbortSignal,
): Promise<Answered<undefined>> =>
  ask(
    send,
    { method: 'DELETE', path: `/api/organization-invitations/${encodeURIComponent(invitationId)}` },
    readNothing,
    signal,
  )
