import { fieldLooksLike, hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { loses } from '../declare/field-readers.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { appwriteIdentities, putAppwriteIdentities } from './appwrite-identities.js'
import { appwriteMemberships, putAppwriteTeams } from './appwrite-memberships.js'
import { putAppwritePassword } from './appwrite-passwords.js'

/** Appwrite: users of the server API (`GET /v1/users`), identities and team memberships beside them. */
export const appwrite = declarePreset({
  name: 'appwrite',
  title: 'Appwrite',
  relatedFiles: [appwriteIdentities, appwriteMemberships],
  forms: [
    [
      own(hasFields(0.4, '$id', 'emailVerification')),
      hasAnyField(0.3, 'hashOptions', 'passwordUpdate', 'prefs', 'labels'),
      fieldLooksLike(0.3, '$createdAt', 'a moment', /^\d{4}-\d\d-\d\d[T ]/),
    ],
  ],
  skips: [
    {
      skip: 'anonymous',
      reason: 'The user of an anonymous session has no address, password or identity.',
      when: (record, context) =>
        !['email', 'phone', 'password'].some((field) => isFilledCell(record[field])) &&
        typeof record['$id'] === 'string' &&
        context.related('identities', record['$id']).length === 0,
    },
  ],
  fields: {
    $id: 'id',
    email: 'primaryEmail',
    emailVerification: 'emailVerified',
    phone: 'primaryPhone',
    phoneVerification: 'phoneVerified',
    name: 'name',
    status: '!isSuspended',
    labels: 'roles',
    prefs: 'customData.prefs',
    registration: 'migratedFrom.createdAt',
    $createdAt: 'migratedFrom.createdAt',
    $updatedAt: 'migratedFrom.updatedAt',
    accessedAt: 'migratedFrom.lastSignInAt',
    passwordUpdate: 'migratedFrom.passwordChangedAt',
    mfa: loses('second_factor', 'Appwrite gives no secrets of second factors out; people enrol again.'),
    password: putAppwritePassword,
    hash: null,
    hashOptions: null,
    // Addresses of messages and push tokens of devices.
    targets: null,
  },
  finish: (user, _record, context) => {
    putAppwriteIdentities(user, context)
    putAppwriteTeams(user, context)
  },
})
