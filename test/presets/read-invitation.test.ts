import { describe, expect, it } from 'vitest'
import { readInvitation } from '../../src/presets/read-invitation.js'
import type { JsonObject } from '../../src/source/source-record.js'

const end = '2030-01-02T03:04:05.000Z'
const endMs = Date.parse(end)

describe('readInvitation', () => {
  it.each<{ id: string; row: JsonObject; expected: object }>([
    {
      id: 'generic',
      row: {
        email: ' a@example.com ',
        organization: 'Acme',
        roles: 'admin;editor',
        expiresAt: end,
        inviter: 'u1',
      },
      expected: {
        id: undefined,
        email: 'a@example.com',
        organization: { name: 'Acme' },
        roles: ['admin', 'editor'],
        status: 'pending',
        expiresAtMs: endMs,
        inviter: 'u1',
      },
    },
    {
      id: 'Auth0',
      row: {
        id: 'uinv_1',
        organization_id: 'org_1',
        inviter: { name: 'Jane' },
        invitee: { email: 'a@example.com' },
        expires_at: end,
        roles: ['rol_1'],
        ticket_id: 't',
      },
      expected: {
        id: 'uinv_1',
        email: 'a@example.com',
        organization: { id: 'org_1' },
        roles: ['rol_1'],
        status: 'pending',
        expiresAtMs: endMs,
        inviter: undefined,
      },
    },
    {
      id: 'Clerk',
      row: {
        object: 'organization_invitation',
        id: 'orginv_1',
        email_address: 'a@example.com',
        organization_id: 'org_1',
        public_organization_data: { id: 'org_1', name: 'Acme', slug: 'acme' },
        role: 'org:admin',
        inviter_id: 'user_1',
        status: 'pending',
        expires_at: endMs,
      },
      expected: {
        organization: { id: 'org_1', name: 'Acme', customData: { slug: 'acme' } },
        roles: ['admin'],
        expiresAtMs: endMs,
        inviter: 'user_1',
      },
    },
    {
      id: 'WorkOS',
      row: {
        object: 'invitation',
        id: 'invitation_1',
        email: 'a@example.com',
        state: 'accepted',
        organization_id: 'org_1',
        inviter_user_id: 'user_1',
        role_slug: 'member',
        expires_at: end,
      },
      expected: { status: 'accepted', roles: ['member'], organization: { id: 'org_1' }, inviter: 'user_1' },
    },
    {
      id: 'better-auth',
      row: {
        id: 'i1',
        email: 'a@example.com',
        organizationId: 'o1',
        inviterId: 'u1',
        role: 'admin,member',
        status: 'canceled',
        expiresAt: end,
      },
      expected: { status: 'revoked', roles: ['admin', 'member'], organization: { id: 'o1' }, inviter: 'u1' },
    },
    {
      id: 'Keycloak',
      row: {
        id: 'k1',
        email: 'a@example.com',
        organizationId: 'o1',
        firstName: 'A',
        sentDate: 1893456000,
        expiresAt: endMs / 1000,
        status: 'PENDING',
      },
      expected: { status: 'pending', roles: [], organization: { id: 'o1' }, expiresAtMs: endMs },
    },
    {
      id: 'Logto',
      row: {
        id: 'l1',
        invitee: 'a@example.com',
        organizationId: 'o1',
        status: 'Expired',
        expiresAt: endMs,
        inviterId: null,
        organizationRoles: [{ id: 'r1', name: 'owner' }],
      },
      expected: { email: 'a@example.com', status: 'expired', roles: ['owner'], inviter: undefined },
    },
  ])('$id', ({ row, expected }) => expect(readInvitation(row)).toMatchObject(expected))

  it.each<{ id: string; row: JsonObject; status: string }>([
    { id: 'a date of acceptance', row: { accepted_at: end }, status: 'accepted' },
    { id: 'a date of revocation', row: { accepted_at: null, revoked_at: end }, status: 'revoked' },
    { id: 'a flag', row: { revoked: true }, status: 'revoked' },
    { id: 'a word that nobody knows', row: { status: 'limbo' }, status: 'unknown' },
    { id: 'nothing', row: {}, status: 'pending' },
  ])('state told by $id: $status', ({ row, status }) => expect(readInvitation(row).status).toBe(status))

  it('an invitation to the application has no organization', () => {
    expect(readInvitation({ email: 'a@example.com', organization_id: null }).organization).toBeUndefined()
  })
})
