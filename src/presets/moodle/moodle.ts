import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { keptWhenSet } from '../declare/field-readers.js'
import { skipWhenOneOf, skipWhenTrue } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { moodleCohorts, moodleRoles, putMoodleMemberships } from './moodle-memberships.js'
import { moodleFactors, moodleLogins, putMoodleFactors, putMoodleSignIn } from './moodle-sign-in.js'

/** Moodle: the table `mdl_user`, or the CSV of "Bulk user actions". */
export const moodle = declarePreset({
  name: 'moodle',
  title: 'Moodle',
  relatedFiles: [moodleRoles, moodleCohorts, moodleLogins, moodleFactors],
  forms: [
    [
      own(hasFields(0.5, 'auth', 'confirmed', 'mnethostid')),
      hasFields(0.3, 'suspended', 'deleted'),
      hasAnyField(0.2, 'policyagreed', 'idnumber', 'firstaccess', 'maildisplay', 'timecreated'),
    ],
    [
      own(hasFields(0.6, 'username', 'firstname', 'lastname', 'idnumber')),
      hasFields(0.2, 'institution', 'department'),
      hasAnyField(0.2, 'phone1', 'phone2', 'skype', 'icq', 'lastaccess'),
    ],
    [
      hasFields(0.3, 'username', 'firstname', 'lastname'),
      own(hasAnyField(0.7, 'course1', 'cohort1', 'enrolstatus1', 'sysrole1')),
    ],
  ],
  skips: [
    skipWhenTrue('deleted', 'deleted', 'The user is marked as deleted; name and address are made unusable.'),
    skipWhenOneOf('username', ['guest'], 'guest', 'The account that visitors share.'),
    skipWhenOneOf('auth', ['webservice'], 'service_account', 'The account belongs to a program.'),
  ],
  fields: {
    policyagreed: keptWhenSet,
    emailstop: keptWhenSet,
    id: 'id',
    username: 'username',
    email: 'primaryEmail',
    // An account that nobody confirmed cannot sign in; an administrator's or a directory's always is confirmed.
    confirmed: (user, value) => {
      const isConfirmed = readBoolean(value)
      if (isConfirmed === false) user.isSuspended = true
      user.emailVerified = isConfirmed === false ? false : undefined
      return isConfirmed !== undefined
    },
    suspended: 'isSuspended',
    firstname: 'profile.givenName',
    middlename: 'profile.middleName',
    lastname: 'profile.familyName',
    alternatename: 'profile.nickname',
    // Moodle calls the second one "Mobile phone"; nobody has proved either.
    phone2: 'primaryPhone',
    phone1: 'primaryPhone',
    lang: 'profile.locale',
    timezone: (user, value) => {
      // 99 is the zone of the server.
      if (readText(value) !== '99') user.profile.zoneinfo = readText(value)
      return true
    },
    // Up to Moodle 3.10 a column of the table, since then a field of the profile.
    url: 'profile.website',
    address: 'profile.address.streetAddress',
    city: 'profile.address.locality',
    country: 'profile.address.country',
    timecreated: 'migratedFrom.createdAt',
    timemodified: 'migratedFrom.updatedAt',
    lastaccess: 'migratedFrom.lastAccessAt',
    currentlogin: 'migratedFrom.lastSignInAt',
    firstaccess: 'migratedFrom.firstAccessAt',
    // The sign-in before the last one.
    lastlogin: null,
    auth: 'migratedFrom.auth',
    password: null,
    secret: null,
    ...unread(`autosubscribe calendartype deleted descriptionformat lastip maildigest
      maildisplay mailformat mnethostid picture theme trackforums trustbitmask`),
  },
  finish: (user, record, context) => {
    if (user.primaryPhone !== undefined) user.phoneVerified = false
    putMoodleSignIn(user, record, context)
    putMoodleMemberships(user, context)
    putMoodleFactors(user, context)
  },
})
