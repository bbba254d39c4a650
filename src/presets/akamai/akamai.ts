import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { verifiedAt } from '../declare/field-readers.js'
import { putAkamaiPassword } from './akamai-passwords.js'
import { putAkamaiProfiles } from './akamai-profiles.js'

/** Akamai Identity Cloud, formerly Janrain Capture: records of a user entity, as the API or a data dump has them. */
export const akamai = declarePreset({
  name: 'akamai',
  aliases: ['janrain'],
  title: 'Akamai Identity Cloud (Janrain)',
  forms: [
    [
      hasFields(0.3, 'uuid', 'email'),
      own(hasAnyField(0.4, 'mobileNumberVerified', 'deactivateAccount', 'legalAcceptances')),
      hasAnyField(0.3, 'primaryAddress', 'familyName', 'lastUpdated', 'lastLogin', 'emailVerified'),
    ],
    [
      own({
        evidence: 'columns with dots below primaryAddress, and password.type or password.value',
        weight: 0.7,
        holds: (record) =>
          'uuid' in record &&
          Object.keys(record).some((key) => key.startsWith('primaryAddress.') || key === 'password.value'),
      }),
      hasFields(0.3, 'uuid', 'email'),
    ],
    [
      hasFields(0.4, 'uuid', 'email'),
      own({
        evidence: 'password with type password-… and value',
        weight: 0.6,
        holds: ({ password }) => /"type":"password-/.test(JSON.stringify(password ?? null).slice(0, 200)),
      }),
    ],
  ],
  fields: {
    uuid: 'id',
    id: 'migratedFrom.entityId',
    email: 'primaryEmail',
    emailVerified: verifiedAt('emailVerified'),
    mobileNumber: 'primaryPhone',
    mobileNumberVerified: verifiedAt('phoneVerified'),
    username: 'username',
    displayName: 'name',
    givenName: 'profile.givenName',
    middleName: 'profile.middleName',
    familyName: 'profile.familyName',
    gender: 'profile.gender',
    birthday: 'profile.birthdate',
    'primaryAddress.address1': 'profile.address.streetAddress',
    'primaryAddress.city': 'profile.address.locality',
    'primaryAddress.stateAbbreviation': 'profile.address.region',
    'primaryAddress.zip': 'profile.address.postalCode',
    'primaryAddress.country': 'profile.address.country',
    // A moment: the account was deactivated then.
    deactivateAccount: (user) => {
      user.isSuspended = true
      return true
    },
    created: 'migratedFrom.createdAt',
    lastUpdated: 'migratedFrom.updatedAt',
    lastLogin: 'migratedFrom.lastSignInAt',
    passwordLastChanged: 'migratedFrom.passwordChangedAt',
    'password.type': null,
    'password.value': null,
    profiles: null,
    __lastUpdated: null,
    __created: null,
  },
  finish: (user, record, context) => {
    putAkamaiPassword(user, record, context)
    putAkamaiProfiles(user, record, context)
    if (user.primaryPhone !== undefined) user.phoneVerified ??= false
  },
})
