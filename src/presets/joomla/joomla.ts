import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { keptWhenSet, loses, storedPassword } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { joomlaFactors, joomlaGroups, putJoomlaRelated } from './joomla-related.js'

/** Joomla: the table `#__users`, or users of its API (JSON:API). */
export const joomla = declarePreset({
  name: 'joomla',
  title: 'Joomla',
  relatedFiles: [joomlaGroups, joomlaFactors],
  forms: [
    [
      own(hasFields(0.5, 'registerDate', 'lastvisitDate')),
      hasFields(0.3, 'username', 'email', 'block'),
      hasAnyField(0.2, 'sendEmail', 'resetCount', 'activation', 'requireReset'),
    ],
    [
      hasFields(0.3, 'type', 'attributes'),
      own({
        evidence: 'attributes with registerDate, lastvisitDate and block',
        weight: 0.7,
        holds: (record) => {
          const { registerDate, lastvisitDate, block } = readObject(record['attributes']) ?? {}
          return registerDate !== undefined && lastvisitDate !== undefined && block !== undefined
        },
      }),
    ],
  ],
  prepare: (record) => {
    const attributes = readObject(record['attributes'])
    return attributes === undefined ? record : { id: record['id'] ?? null, ...attributes }
  },
  fields: {
    sendEmail: keptWhenSet,
    id: 'id',
    email: 'primaryEmail',
    username: 'username',
    name: 'name',
    password: storedPassword('joomla'),
    block: 'isSuspended',
    requireReset: 'isPasswordExpired',
    'params.language': 'profile.locale',
    'params.timezone': 'profile.zoneinfo',
    registerDate: 'migratedFrom.createdAt',
    lastvisitDate: 'migratedFrom.lastSignInAt',
    // Joomla 3: both are encrypted with the secret of the site.
    otpKey: loses('totp', 'The second factor is encrypted with the secret of the site; people enrol again.'),
    ...unread('activation group_count groups lastResetTime otep params resetCount'),
  },
  finish: (user, record, context) => {
    // The same column holds the key of a password reset, but then the account is not blocked.
    const activation = readText(record['activation'])
    if (user.isSuspended === true && isFilledCell(activation) && activation !== '0')
      user.emailVerified = false
    if (!('password' in record)) {
      losePassword(user, 'The API of Joomla gives no password hashes out; export the table users.')
    }
    putJoomlaRelated(user, context)
  },
})
