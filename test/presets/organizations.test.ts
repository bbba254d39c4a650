import { describe, expect, it } from 'vitest'
import { auth0 } from '../../src/presets/auth0/auth0.js'
import { clerk } from '../../src/presets/clerk/clerk.js'
import { fusionauth } from '../../src/presets/fusionauth/fusionauth.js'
import { keycloak } from '../../src/presets/keycloak/keycloak.js'
import { kratos } from '../../src/presets/kratos/kratos.js'
import { isSkip, type Preset } from '../../src/presets/preset.js'
import { RelatedIndex } from '../../src/presets/related-index.js'
import { stytch } from '../../src/presets/stytch/stytch.js'
import { supertokens } from '../../src/presets/supertokens/supertokens.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

/** A user of a preset with rows of related files. */
const read = (preset: Preset, record: JsonObject, files: { [name: string]: JsonObject[] }): UserRecord => {
  const indexes = new Map(
    Object.entries(files).map(([name, rows]) => {
      const index = new RelatedIndex(preset.relatedFiles!.find((file) => file.name === name)!)
      for (const row of rows) index.add(row)
      return [name, index]
    }),
  )
  const user = preset.toUser(record, {
    ...emptyContext,
    related: (name, key) => indexes.get(name)?.find(key) ?? [],
  })
  if (isSkip(user)) throw new Error(user.reason)
  return user
}

describe('organizations of the sources', () => {
  it('Auth0: display name, slug and metadata, roles of the member', () => {
    const user = read(
      auth0,
      { user_id: 'auth0|1' },
      {
        members: [{ user_id: 'auth0|1', organization_id: 'org_1', roles: [{ id: 'rol_1', name: 'admin' }] }],
        organizations: [
          { id: 'org_1', name: 'acme', display_name: 'Acme Corp', metadata: { tier: 'gold' }, branding: {} },
        ],
      },
    )
    expect(user.organizations).toEqual([
      {
        id: 'org_1',
        name: 'Acme Corp',
        customData: { metadata: { tier: 'gold' }, slug: 'acme' },
        roles: ['admin'],
      },
    ])
  })

  it('Clerk: metadata from the file of organizations', () => {
    const membership = {
      role: 'org:admin',
      organization: { id: 'org_1', name: 'Acme', slug: 'acme' },
      public_user_data: { user_id: 'user_1' },
    }
    const user = read(
      clerk,
      { id: 'user_1' },
      {
        memberships: [membership],
        organizations: [{ id: 'org_1', name: 'Acme', private_metadata: { crm: 7 } }],
      },
    )
    expect(user.organizations).toMatchObject([
      {
        id: 'org_1',
        name: 'Acme',
        customData: { slug: 'acme', private_metadata: { crm: 7 } },
        roles: ['admin'],
      },
    ])
  })

  it('FusionAuth: the tenant only when its file is given, without its configuration', () => {
    const record = { id: 'u1', tenantId: 't1' }
    expect(read(fusionauth, record, {}).organizations).toEqual([])
    const tenants = [{ id: 't1', name: 'Acme', data: { tier: 1 }, emailConfiguration: { password: 'never' } }]
    expect(read(fusionauth, record, { tenants }).organizations).toEqual([
      { id: 't1', name: 'Acme', customData: { data: { tier: 1 } }, roles: [] },
    ])
  })

  it('SuperTokens: tenants that are listed, with the roles bound to them', () => {
    const record = {
      externalUserId: 'u1',
      userRoles: [
        { role: 'admin', tenantIds: ['acme'] },
        { role: 'editor', tenantIds: ['public', 'acme'] },
      ],
      loginMethods: [{ recipeId: 'emailpassword', email: 'a@example.com', tenantIds: ['public', 'acme'] }],
    }
    expect(read(supertokens, record, {})).toMatchObject({ roles: ['admin', 'editor'], organizations: [] })
    const user = read(supertokens, record, { tenants: [{ tenantId: 'acme', thirdParty: { secret: 'x' } }] })
    expect(user.organizations).toEqual([{ id: 'acme', name: 'acme', roles: ['admin', 'editor'] }])
    expect(user.roles).toEqual(['editor'])
  })

  it.each<{ preset: Preset; record: JsonObject; row: JsonObject }>([
    { preset: kratos, record: { traits: {}, organization_id: 'o1' }, row: { id: 'o1', label: 'Acme' } },
    {
      preset: stytch,
      record: { member_id: 'm1', organization_id: 'o1' },
      row: { organization_id: 'o1', organization_name: 'Acme', organization_slug: 'acme' },
    },
  ])('$preset.title: the name from the file of organizations', ({ preset, record, row }) => {
    expect(read(preset, record, { organizations: [row] }).organizations).toMatchObject([
      { id: 'o1', name: 'Acme' },
    ])
    expect(read(preset, record, {}).organizations).toEqual([{ id: 'o1', roles: [] }])
  })

  it('Keycloak: groups of any depth, only when their file is given', () => {
    const record = { id: 'u1', username: 'jane', groups: ['/staff/eng', '/unknown'] }
    expect(read(keycloak, record, {}).organizations).toEqual([])
    const groups = [
      { id: 'g1', name: 'staff', subGroups: [{ id: 'g2', name: 'eng', attributes: { cost: ['42'] } }] },
    ]
    expect(read(keycloak, record, { groups }).organizations).toEqual([
      {
        id: 'g2',
        name: 'eng',
        customData: { attributes: { cost: ['42'] }, path: '/staff/eng' },
        roles: [],
      },
    ])
  })
})
