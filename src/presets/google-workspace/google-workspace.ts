import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { accountState, loses } from '../declare/field-readers.js'
import { putFlagRole } from '../declare/flag-role.js'
import { skipWhenFilled } from '../declare/skip-rules.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { putGoogleAddresses } from './google-addresses.js'
import { expandGoogleColumns, foldHeading, isGoogleDownload } from './google-columns.js'
import { googleGroups, putGoogleGroups } from './google-groups.js'
import { putGooglePassword } from './google-passwords.js'

/** Google Workspace: users of the Directory API, or the CSV that the admin console downloads. */
export const googleWorkspace = declarePreset({
  name: 'google-workspace',
  aliases: ['google'],
  title: 'Google Workspace',
  relatedFiles: [googleGroups],
  forms: [
    [
      own({
        evidence: 'kind is admin#directory#user',
        weight: 0.6,
        holds: ({ kind }) => kind === 'admin#directory#user',
      }),
      hasFields(0.2, 'primaryEmail', 'orgUnitPath'),
      hasAnyField(0.2, 'isEnrolledIn2Sv', 'agreedToTerms', 'isMailboxSetup', 'customerId'),
    ],
    [
      own(hasFields(0.6, 'primaryEmail', 'orgUnitPath', 'name')),
      hasAnyField(0.4, 'isEnrolledIn2Sv', 'agreedToTerms', 'isMailboxSetup', 'customerId', 'suspended'),
    ],
    [
      own({
        evidence: "headings of the admin console's download: First Name, Email Address, Org Unit Path",
        weight: 1,
        holds: (record) => isGoogleDownload(new Set(Object.keys(record).map(foldHeading))),
      }),
    ],
  ],
  prepare: expandGoogleColumns,
  skips: [skipWhenFilled('deletionTime', 'deleted', 'The user is deleted in Google Workspace.')],
  fields: {
    id: 'id',
    primaryEmail: 'primaryEmail',
    'name.fullName': 'name',
    'name.displayName': 'name',
    'name.givenName': 'profile.givenName',
    'name.familyName': 'profile.familyName',
    thumbnailPhotoUrl: 'avatar',
    suspended: 'isSuspended',
    archived: 'isSuspended',
    state: accountState(['active'], ['suspended', 'archived']),
    isAdmin: putFlagRole('admin'),
    isDelegatedAdmin: putFlagRole('delegated_admin'),
    creationTime: 'migratedFrom.createdAt',
    lastLoginTime: 'migratedFrom.lastSignInAt',
    isEnrolledIn2Sv: loses(
      'second_factor',
      'Google gives no secrets of second factors out; people enrol again.',
    ),
    emails: null,
    aliases: null,
    nonEditableAliases: null,
    recoveryEmail: null,
    recoveryPhone: null,
    phones: null,
    password: null,
    hashFunction: null,
    changePasswordAtNextLogin: null,
    kind: null,
    customerId: null,
    etag: null,
    thumbnailPhotoEtag: null,
    agreedToTerms: null,
    ipWhitelisted: null,
    isEnforcedIn2Sv: null,
    isMailboxSetup: null,
    includeInGlobalAddressList: null,
  },
  finish: (user, record, context) => {
    putGoogleAddresses(user, record)
    putGooglePassword(user, record, context)
    putOwnIdentity(user, context)
    putGoogleGroups(user, context)
  },
})

/** The id of the directory is the `sub` that Google's sign-in gives, so people keep signing in with Google. */
const putOwnIdentity = (user: UserRecord, context: PresetContext): void => {
  if (user.id === undefined) return
  const details = user.primaryEmail === undefined ? {} : { details: { email: user.primaryEmail } }
  addIdentity(user, { provider: 'google', userId: user.id, ...details }, context)
}
