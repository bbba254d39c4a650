import { addOrganization } from '../declare/add-organization.js'
import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { accountState, loses } from '../declare/field-readers.js'
import { skipWhenOneOf, skipWhenTrue } from '../declare/skip-rules.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { renameDescopeColumns } from './descope-columns.js'
import { putDescopeLoginIds } from './descope-sign-in.js'

/** Descope: users of `POST /v1/mgmt/user/search`, or the CSV of the console. */
export const descope = declarePreset({
  name: 'descope',
  title: 'Descope',
  forms: [
    [
      own(hasFields(0.6, 'loginIds', 'userId')),
      hasAnyField(0.4, 'verifiedEmail', 'userTenants', 'roleNames', 'ssoAppIds'),
    ],
    [
      own({
        evidence: 'columns Login IDs or loginId beside Verified Email or verifiedEmail',
        weight: 1,
        holds: (record) => {
          const user = renameDescopeColumns(record)
          return 'loginIds' in user && ('verifiedEmail' in user || 'userTenants' in user)
        },
      }),
    ],
  ],
  prepare: renameDescopeColumns,
  skips: [
    skipWhenTrue('test', 'test_user', 'The user is one of the test users of Descope.'),
    skipWhenOneOf('status', ['deleted'], 'deleted', 'The user is deleted in Descope.'),
  ],
  fields: {
    userId: 'id',
    loginIds: null,
    externalIds: null,
    email: 'primaryEmail',
    verifiedEmail: 'emailVerified',
    phone: 'primaryPhone',
    verifiedPhone: 'phoneVerified',
    name: 'name',
    displayName: 'name',
    givenName: 'profile.givenName',
    middleName: 'profile.middleName',
    familyName: 'profile.familyName',
    picture: 'avatar',
    status: accountState(['enabled', 'active', 'invited'], ['disabled', 'locked', 'expired']),
    roleNames: 'roles',
    userTenants: (user, value) => {
      for (const tenant of readObjects(value)) {
        const name = readText(tenant['tenantName'])
        addOrganization(user, { id: readText(tenant['tenantId']), name }, readList(tenant['roleNames']))
      }
      return user.organizations.length > 0
    },
    customAttributes: 'customData.customAttributes',
    createdTime: 'migratedFrom.createdAt',
    lastAuthentication: 'migratedFrom.lastSignInAt',
    password: (user, value) => {
      if (readBoolean(value) === true) {
        losePassword(user, 'The search of Descope shows no hashes; ask its support for an export with them.')
      }
      return readBoolean(value) !== undefined
    },
    TOTP: loses('totp', 'Descope gives no TOTP secrets out; people enrol again.'),
    webauthn: loses('passkey', 'Passkeys must be enrolled again.'),
    push: loses('second_factor', 'Push devices must be enrolled again.'),
    OAuth: null,
    SAML: loses('enterprise_identity', 'Single sign-on is linked by e-mail at the first sign-in.'),
    SCIM: null,
    test: null,
    editable: null,
    ssoAppIds: null,
  },
  finish: putDescopeLoginIds,
})
