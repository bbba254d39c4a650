import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { skipWhenOneOf, skipWhenTrue } from '../declare/skip-rules.js'
import { unread } from '../declare/unread.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { putRocketChatEmails, readPhones } from './rocketchat-emails.js'
import { putRocketChatServices } from './rocketchat-services.js'
import { putRocketChatTeams, rocketChatTeams } from './rocketchat-teams.js'

/** Rocket.Chat: documents of the collection `users` (mongoexport), or users of its REST API. */
export const rocketchat = declarePreset({
  name: 'rocketchat',
  title: 'Rocket.Chat',
  aliases: ['rocket-chat', 'rocket.chat'],
  relatedFiles: [rocketChatTeams],
  forms: [
    [
      own(hasFields(0.5, '_id', 'username', 'roles', 'type', 'active')),
      own(
        hasAnyField(
          0.5,
          'statusConnection',
          'statusDefault',
          'nameInsensitive',
          '__rooms',
          'utcOffset',
          'avatarETag',
        ),
      ),
    ],
  ],
  skips: [
    skipWhenOneOf('type', ['bot', 'app'], 'bot', 'The account belongs to a program.'),
    skipWhenOneOf(
      'type',
      ['visitor', 'unknown'],
      'visitor',
      'A guest of the livechat, or what is left of one.',
    ),
    {
      skip: 'bot',
      reason: 'The account belongs to a program.',
      when: ({ _id = null, roles }) =>
        readId(_id) === 'rocket.cat' || readList(roles).some((role) => role === 'bot' || role === 'app'),
    },
    skipWhenTrue(
      'federated',
      'remote_user',
      'The person has the account on another server of the federation.',
    ),
  ],
  fields: {
    phones: readPhones,
    phone: readPhones,
    _id: 'id',
    emails: putRocketChatEmails,
    username: 'username',
    name: 'name',
    nickname: 'profile.nickname',
    language: 'profile.locale',
    active: '!isSuspended',
    requirePasswordChange: 'isPasswordExpired',
    roles: (user, value) => {
      // Everybody who has an account has the role user.
      for (const role of readList(value)) if (role !== 'user') user.roles.push(role)
      return true
    },
    customFields: 'customData.customFields',
    createdAt: 'migratedFrom.createdAt',
    _updatedAt: 'migratedFrom.updatedAt',
    lastLogin: 'migratedFrom.lastSignInAt',
    services: null,
    // Presence, rooms, settings of the client, and keys of the end-to-end encryption.
    ...unread(`__rooms _pendingAvatarUrl avatarETag avatarOrigin banners canViewAllInfo e2e federated 
      inviteToken ldap nameInsensitive requirePasswordChangeReason roomRolePriorities rooms settings status
      statusConnection statusDefault statusText type utcOffset`),
  },
  finish: (user, record, context) => {
    putRocketChatServices(user, record, context)
    putRocketChatTeams(user, context)
  },
})
