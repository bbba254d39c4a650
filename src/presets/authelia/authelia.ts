import { hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { storedPassword } from '../declare/field-readers.js'
import { userRows } from '../declare/user-rows.js'
import { takeUsernameForEmail } from '../table/take-username-for-email.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { checkTotpParameters } from '../vocabulary/totp-secret.js'
import { readText } from '../vocabulary/cells/read-text.js'

const autheliaFactors = userRows(
  'factors',
  'TOTP configurations: username, secret, algorithm, digits, period',
  ['username'],
  ['secret', 'algorithm', 'digits', 'period'],
)

/** Authelia: `users_database.yml`, and the export of its TOTP configurations. */
export const authelia = declarePreset({
  name: 'authelia',
  title: 'Authelia',
  relatedFiles: [autheliaFactors],
  forms: [
    [
      own(hasFields(0.5, 'displayname', 'password', 'groups')),
      own(hasFields(0.2, 'displayname', 'password', 'disabled')),
      {
        evidence: 'password is a digest of Authelia ($argon2id$, $6$, $pbkdf2-sha512$, …)',
        weight: 0.3,
        holds: ({ password }) =>
          /^\$(?:argon2i?d?|[56]|2b|scrypt|pbkdf2|bcrypt)/.test(readText(password) ?? ''),
      },
    ],
  ],
  fields: {
    username: 'id',
    id: 'id',
    email: 'primaryEmail',
    displayname: 'name',
    given_name: 'profile.givenName',
    middle_name: 'profile.middleName',
    family_name: 'profile.familyName',
    nickname: 'profile.nickname',
    gender: 'profile.gender',
    birthdate: 'profile.birthdate',
    website: 'profile.website',
    profile: 'profile.profile',
    picture: 'avatar',
    zoneinfo: 'profile.zoneinfo',
    locale: 'profile.locale',
    phone_number: 'primaryPhone',
    'address.street_address': 'profile.address.streetAddress',
    'address.locality': 'profile.address.locality',
    'address.region': 'profile.address.region',
    'address.postal_code': 'profile.address.postalCode',
    'address.country': 'profile.address.country',
    disabled: 'isSuspended',
    groups: 'roles',
    extra: 'customData.extra',
    password: storedPassword('generic'),
  },
  finish: (user, _record, { related }) => {
    user.username = user.id
    takeUsernameForEmail(user)
    // Whoever keeps the file has typed it.
    if (user.primaryPhone !== undefined) user.phoneVerified = false
    for (const row of user.id === undefined ? [] : related('factors', user.id)) {
      const [digits, periodSeconds] = [readText(row['digits']), readText(row['period'])]
      const loss = checkTotpParameters({ algorithm: readText(row['algorithm']), digits, periodSeconds })
      if (loss === undefined) putTotp(user, row['secret'])
      else user.losses.push({ kind: 'totp', detail: loss })
    }
  },
})
