import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { addOrganization } from '../declare/add-organization.js'
import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { loses, rolesNamed, totpKey } from '../declare/field-readers.js'
import { putFlagRole } from '../declare/flag-role.js'
import { skipWhenTrue } from '../declare/skip-rules.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import { setPath } from '../vocabulary/cells/set-path.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { casdoorProviders, putCasdoorAccounts } from './casdoor-accounts.js'
import { openCasdoorAnswer } from './casdoor-answer.js'
import { renameCasdoorColumns } from './casdoor-columns.js'
import { putCasdoorPassword } from './casdoor-passwords.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'

const managedAccounts =
  'Passwords and keys of other sites that Casdoor keeps for its users are not carried over.'

/** Casdoor: users of `GET /api/get-users`, or rows of the table `user`. */
export const casdoor = declarePreset({
  name: 'casdoor',
  title: 'Casdoor',
  forms: [
    [
      hasFields(0.3, 'owner', 'name', 'displayName'),
      own(hasAnyField(0.5, 'isForbidden', 'signupApplication', 'preHash', 'isDefaultAvatar')),
      hasAnyField(0.2, 'passwordType', 'createdTime', 'countryCode'),
    ],
    [
      hasFields(0.3, 'owner', 'name', 'display_name'),
      own(hasAnyField(0.5, 'is_forbidden', 'signup_application', 'pre_hash', 'is_default_avatar')),
      hasAnyField(0.2, 'password_type', 'created_time', 'country_code'),
    ],
    [
      own({
        evidence: 'an answer of the API: status and data, with users of an owner',
        weight: 1,
        holds: (record) =>
          openCasdoorAnswer(record)?.some((user) => 'owner' in user && 'signupApplication' in user) === true,
      }),
    ],
  ],
  expand: openCasdoorAnswer,
  prepare: renameCasdoorColumns,
  skips: [skipWhenTrue('isDeleted', 'deleted', 'The user is marked as deleted in Casdoor.')],
  fields: {
    id: 'id',
    name: 'username',
    displayName: 'name',
    firstName: 'profile.givenName',
    lastName: 'profile.familyName',
    email: 'primaryEmail',
    emailVerified: 'emailVerified',
    phone: null,
    countryCode: null,
    avatar: 'avatar',
    homepage: 'profile.website',
    gender: 'profile.gender',
    birthday: 'profile.birthdate',
    language: 'profile.locale',
    location: 'profile.address.locality',
    isForbidden: 'isSuspended',
    isAdmin: putFlagRole('admin'),
    roles: rolesNamed('name'),
    groups: 'customData.groups',
    properties: 'customData.properties',
    createdTime: 'migratedFrom.createdAt',
    updatedTime: 'migratedFrom.updatedAt',
    lastSigninTime: 'migratedFrom.lastSignInAt',
    lastChangePasswordTime: 'migratedFrom.passwordChangedAt',
    externalId: 'migratedFrom.externalId',
    password: putCasdoorPassword,
    totpSecret: totpKey(),
    recoveryCodes: loses('backup_codes', 'The recovery codes do not have the form that Logto asks for.'),
    webauthnCredentials: loses('passkey', 'Passkeys must be enrolled again.'),
    type: (user, value) => {
      const type = readText(value)
      // What everybody is who is nothing else.
      if (type !== undefined && type !== 'normal-user') setPath(user.customData, ['casdoor', 'type'], type)
      return type !== undefined
    },
    managedAccounts: loses('managed_accounts', managedAccounts),
    mfaAccounts: loses('managed_accounts', managedAccounts),
    faceIds: loses('second_factor', 'The recognition of faces must be set up again.'),
    mfaPhoneEnabled: loses('second_factor', 'Codes by SMS must be set up again.'),
    mfaEmailEnabled: loses('second_factor', 'Codes by e-mail must be set up again.'),
    owner: (user, value) => {
      const name = readText(value)
      // The organization of Casdoor's own administrators.
      if (name !== 'built-in') addOrganization(user, { name }, [])
      return name !== undefined
    },
    ...Object.fromEntries(casdoorProviders.map((provider) => [provider, null])),
    ...Object.fromEntries(
      'passwordSalt passwordType hash preHash accessKey accessSecret accessToken originalToken originalRefreshToken invitationCode isDefaultAvatar isOnline isDeleted deletedTime permanentAvatar avatarType preferredMfaType multiFactorAuths signinWrongTimes lastSigninWrongTime lastSigninIp createdIp needUpdatePassword mfaRadiusEnabled mfaPushEnabled'
        .split(' ')
        .map((field) => [field, null]),
    ),
  },
  finish: (user, record, context) => {
    // Casdoor keeps the country apart from the number.
    const phone = readText(record['phone'])
    const country = readText(record['countryCode'])
    user.primaryPhone = phone === undefined ? undefined : internationalPhone(phone, country)
    takeUsernameForEmail(user)
    if (readBoolean(record['needUpdatePassword']) === true && user.passwordDigest !== undefined)
      user.isPasswordExpired = true
    putCasdoorAccounts(user, record, context)
  },
})

/** `US` and `2025550100` as `+12025550100`; what is no number of that country stays as it stands. */
const internationalPhone = (phone: string, country: string | undefined): string => {
  const code = country?.toUpperCase()
  if (phone.startsWith('+') || code === undefined || !isSupportedCountry(code)) return phone
  return parsePhoneNumberFromString(phone, code)?.number ?? phone
}
