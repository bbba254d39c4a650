import { addOrganization } from '../declare/add-organization.js'
import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { keptWhenCleared, keptWhenSet, loses } from '../declare/field-readers.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { isObject, readArray, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Frontegg: users of the vendor's API, each with the tenants that they belong to. */
export const frontegg = declarePreset({
  name: 'frontegg',
  title: 'Frontegg',
  forms: [
    [
      own(hasFields(0.5, 'tenantIds', 'provider')),
      own(hasAnyField(0.3, 'activatedForTenant', 'subAccountAccessAllowed', 'vendorMetadata', 'mfaBypass')),
      hasAnyField(0.2, 'tenants', 'profilePictureUrl', 'verified', 'isLocked'),
    ],
  ],
  fields: {
    superUser: keptWhenSet,
    invisible: keptWhenSet,
    subAccountAccessAllowed: keptWhenSet,
    activatedForTenant: keptWhenCleared,
    managedBy: (_user, value) => value === 'frontegg',
    id: 'id',
    sub: 'id',
    externalId: 'migratedFrom.externalId',
    email: 'primaryEmail',
    verified: 'emailVerified',
    name: 'name',
    username: 'username',
    profilePictureUrl: 'avatar',
    phoneNumber: (user, value) => {
      // Numbers of the profile are typed, not verified.
      user.primaryPhone = readText(value)
      user.phoneVerified = false
      return user.primaryPhone !== undefined
    },
    isLocked: 'isSuspended',
    isDisabled: 'isSuspended',
    metadata: 'customData.metadata',
    vendorMetadata: 'customData.vendorMetadata',
    createdAt: 'migratedFrom.createdAt',
    updatedAt: 'migratedFrom.updatedAt',
    lastLogin: 'migratedFrom.lastSignInAt',
    mfaEnrolled: loses(
      'second_factor',
      'Frontegg gives no secrets of second factors out; people enrol again.',
    ),
    provider: (user, value) => {
      const provider = readText(value)?.toLowerCase()
      if (provider === undefined) return false
      if (provider === 'local') {
        losePassword(user, 'The API of Frontegg shows no hashes; ask its support for an export with them.')
      } else if (enterpriseProviders.has(provider)) loseEnterpriseIdentity(user, { provider })
      else {
        const detail = `Frontegg names the provider ${provider}, not the person's id there; people link it again.`
        user.losses.push({ kind: 'social_identity', detail })
      }
      return true
    },
    tenants: (user, value) => {
      for (const tenant of readObjects(value)) {
        const id = readText(tenant['tenantId'])
        addOrganization(user, { id, name: readText(tenant['name']) }, roleKeys(tenant['roles']))
        if (tenant['isDisabled'] === true) loseDisabled(user.losses, id ?? '')
      }
      return user.organizations.length > 0
    },
    tenantIds: null,
    tenantId: null,
    roles: null,
    groups: 'customData.groups',
    mfaBypass: null,
  },
  finish: (user, record) => {
    const ids = readArray(record['tenantIds']) ?? [record['tenantId'] ?? null]
    // Roles outside of `tenants` are those in the tenant that the request was made for.
    const roles = ids.length === 1 ? roleKeys(record['roles']) : []
    for (const id of ids) addOrganization(user, { id: readText(id) }, roles)
  },
})

const enterpriseProviders: ReadonlySet<string> = new Set(['saml', 'oidc', 'openid', 'scim', 'scim2', 'sso'])

const roleKeys = (roles: Parameters<typeof readArray>[0]): string[] =>
  (readArray(roles) ?? []).flatMap(
    (role) => readText(isObject(role) ? (role['key'] ?? role['name'] ?? role['id']) : role) ?? [],
  )

const loseDisabled = (losses: { kind: string; detail: string }[], tenant: string): void => {
  losses.push({ kind: 'disabled_membership', detail: `The user is disabled in the tenant ${tenant} only.` })
}
