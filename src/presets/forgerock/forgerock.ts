import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { accountState, loses } from '../declare/field-readers.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import { putForgeRockAliases } from './forgerock-aliases.js'
import { putForgeRockPassword } from './forgerock-passwords.js'
import { putForgeRockRelations } from './forgerock-relations.js'
import { loseField } from '../declare/place-field.js'
import { endAccount } from '../vocabulary/end-account.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'

const oath = loses('totp', 'Secrets of authenticator apps are encrypted; people enrol again.')
const questions = loses('recovery_question', 'Logto has no recovery questions.')

/** ForgeRock and Ping: `managed/user` of IDM, `managed/alpha_user` of the cloud. */
export const forgerock = declarePreset({
  name: 'forgerock',
  aliases: ['ping-idm', 'forgerock-idm'],
  title: 'ForgeRock, Ping IDM',
  forms: [
    [
      own(hasFields(0.5, '_id', 'userName', 'accountStatus')),
      hasAnyField(0.3, 'sn', 'givenName', 'mail'),
      hasAnyField(0.2, '_rev', 'effectiveRoles', 'authzRoles', 'kbaInfo', 'memberOfOrgIDs'),
    ],
    [
      own(hasAnyField(0.4, 'effectiveAssignments', 'authzRoles', 'kbaInfo', 'memberOfOrgIDs')),
      hasFields(0.6, '_id', 'userName', 'sn'),
    ],
    [
      hasFields(0.4, '_id', 'userName', 'mail', 'sn'),
      own({
        evidence: 'password has a scheme of ForgeRock, or is a $crypto object',
        weight: 0.6,
        holds: ({ password }) =>
          typeof password === 'string'
            ? password.startsWith('{PBKDF2-HMAC-SHA')
            : password !== null && typeof password === 'object' && '$crypto' in password,
      }),
    ],
  ],
  fields: {
    _id: 'id',
    userName: 'username',
    mail: 'primaryEmail',
    telephoneNumber: 'primaryPhone',
    displayName: 'name',
    cn: 'name',
    givenName: 'profile.givenName',
    sn: 'profile.familyName',
    profileImage: 'avatar',
    postalAddress: 'profile.address.streetAddress',
    city: 'profile.address.locality',
    stateProvince: 'profile.address.region',
    postalCode: 'profile.address.postalCode',
    country: 'profile.address.country',
    preferredLanguage: 'profile.locale',
    accountStatus: accountState(['active'], ['inactive', 'locked', 'disabled']),
    // A job of IDM sets accountStatus by it, sooner or later.
    inactiveDate: (user, value, { nowMs }) => {
      const end = readTimestamp(value)
      if (end === undefined) return loseField(user, 'inactiveDate', 'a moment')
      user.migratedFrom['inactiveAt'] = end
      endAccount(user, 'inactiveDate', end, nowMs)
      return true
    },
    preferences: 'customData.preferences',
    password: putForgeRockPassword,
    kbaInfo: questions,
    oathDeviceProfiles: oath,
    webauthnDeviceProfiles: loses('passkey', 'Passkeys must be enrolled again.'),
    pushDeviceProfiles: loses('second_factor', 'Push devices must be enrolled again.'),
    aliasList: null,
    roles: null,
    effectiveRoles: null,
    authzRoles: null,
    memberOfOrg: null,
    memberOfOrgIDs: null,
    adminOfOrg: null,
    ownerOfOrg: null,
    effectiveAssignments: null,
    effectiveGroups: null,
    _rev: null,
    _meta: null,
    lastSync: null,
    passwordLastChangedTime: 'migratedFrom.passwordChangedAt',
    passwordExpirationTime: null,
  },
  finish: (user, record, context) => {
    takeUsernameForEmail(user)
    // Numbers of the directory are typed, not verified.
    if (user.primaryPhone !== undefined) user.phoneVerified = false
    putForgeRockAliases(user, record, context)
    putForgeRockRelations(user, record)
  },
})
