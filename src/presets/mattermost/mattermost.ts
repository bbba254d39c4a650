import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { keptWhenSet, storedPassword } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'
import { putMattermostSignIn } from './mattermost-sign-in.js'
import { mattermostTeams, putMattermostTeams } from './mattermost-teams.js'
import {
  isBot,
  isBulkLine,
  mattermostBots,
  openMattermostUser,
  readZone,
  splitRoles,
} from './mattermost-user.js'

/** Mattermost: the table `users`, users of the API or mmctl, or lines of a bulk export. */
export const mattermost = declarePreset({
  name: 'mattermost',
  title: 'Mattermost',
  relatedFiles: [mattermostBots, mattermostTeams],
  forms: [
    [
      own(hasFields(0.5, 'authservice', 'deleteat')),
      hasAnyField(0.5, 'notifyprops', 'mfaactive', 'lastpictureupdate'),
    ],
    [
      own(hasFields(0.5, 'auth_service', 'delete_at')),
      hasAnyField(0.5, 'notify_props', 'create_at', 'is_bot'),
    ],
    [
      own({
        evidence: 'lines of a bulk export: a type, and a field of that name',
        weight: 1,
        holds: isBulkLine,
      }),
    ],
  ],
  prepare: openMattermostUser,
  skips: [
    {
      skip: 'other_line',
      reason: 'A line of the bulk export that is no user.',
      when: ({ linetype = null }) => isFilledCell(linetype) && linetype !== 'user' && linetype !== 'bot',
    },
    { skip: 'bot', reason: 'The account belongs to a program.', when: isBot },
    {
      skip: 'remote_user',
      reason: 'The person has the account on another server, with which a channel is shared.',
      when: ({ remoteid = null }) => isFilledCell(remoteid),
    },
  ],
  fields: {
    allowmarketing: keptWhenSet,
    id: 'id',
    email: 'primaryEmail',
    emailverified: 'emailVerified',
    username: 'username',
    nickname: 'profile.nickname',
    firstname: 'profile.givenName',
    lastname: 'profile.familyName',
    locale: 'profile.locale',
    timezone: (user, value) => {
      const zone = readZone(value)
      if (zone !== undefined) user.profile.zoneinfo = zone
      return true
    },
    roles: (user, value) => {
      for (const role of splitRoles(value, 'system_user')) user.roles.push(role)
      return true
    },
    password: storedPassword('mattermost'),
    mfasecret: (user, value, _context, record) => {
      // A secret without the mark is an enrolment that was never finished.
      if (readBoolean(record['mfaactive']) === true) putTotp(user, value)
      return true
    },
    // Never 0 for an account that was deactivated: nothing of it is deleted.
    deleteat: (user, value) => {
      if (readText(value) === '0') return true
      user.isSuspended = true
      user.migratedFrom['deactivatedAt'] = readTimestamp(value)
      return true
    },
    createat: 'migratedFrom.createdAt',
    updateat: 'migratedFrom.updatedAt',
    lastlogin: 'migratedFrom.lastSignInAt',
    ...unread('authdata authservice linetype mfaactive teams isbot remoteid'),
    // Settings of the client.
    ...unread(`botdescription botlastpictureupdate disablewelcomeemail failedattempts lastactivityat
        lastpasswordupdate lastpictureupdate mfausedtimestamps notifyprops 
        profileimage tutorialstep theme militarytime collapsepreviews messagedisplay`),
  },
  finish: (user, record, context) => {
    // The bulk export has no ids; names are unique.
    user.id ??= user.username
    putMattermostSignIn(user, record, context)
    putMattermostTeams(user, record, context)
    if (readBoolean(record['mfaactive']) === true && !isFilledCell(record['mfasecret'])) {
      user.losses.push({
        kind: 'totp',
        detail: 'The file names an authenticator app and holds no secret of it; people enrol again.',
      })
    }
  },
})
