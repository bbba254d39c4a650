import { hasAnyField, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keepContactAddresses, openContact, readLabels } from './google-contact.js'

/** Google Contacts: the CSV of an address book, old and new headings. These are people, not accounts. */
export const googleContacts = declarePreset({
  name: 'google-contacts',
  title: 'Google Contacts (an address book, no accounts)',
  aliases: ['gmail-contacts'],
  forms: [
    [
      own({
        evidence: 'columns E-mail 1 - Value or Phone 1 - Value: an address book of people without accounts',
        weight: 0.7,
        holds: (record) => 'E-mail 1 - Value' in record || 'Phone 1 - Value' in record,
      }),
      hasAnyField(
        0.3,
        'File As',
        'Yomi Name',
        'Phonetic First Name',
        'Group Membership',
        'Labels',
        'Name Prefix',
      ),
    ],
  ],
  prepare: openContact,
  fields: {
    emails: keepContactAddresses('primaryEmail', 'otherEmails'),
    phones: keepContactAddresses('primaryPhone', 'otherPhones'),
    'First Name': 'profile.givenName',
    'Given Name': 'profile.givenName',
    'Middle Name': 'profile.middleName',
    'Additional Name': 'profile.middleName',
    'Last Name': 'profile.familyName',
    'Family Name': 'profile.familyName',
    Name: 'name',
    Nickname: 'profile.nickname',
    Photo: 'avatar',
    Birthday: (user, value) => {
      const date = /^\d{4}-\d\d-\d\d$/.exec(readText(value) ?? '')?.[0]
      if (date !== undefined) user.profile.birthdate = date
      return date !== undefined
    },
    'Website 1 - Value': 'profile.website',
    'Address 1 - Formatted': 'profile.address.formatted',
    'Address 1 - Street': 'profile.address.streetAddress',
    'Address 1 - City': 'profile.address.locality',
    'Address 1 - Region': 'profile.address.region',
    'Address 1 - Postal Code': 'profile.address.postalCode',
    'Address 1 - Country': 'profile.address.country',
    Labels: readLabels,
    'Group Membership': readLabels,
  },
  finish: (user) => {
    const detail =
      'An address book knows people, not accounts: nobody has signed up, and there is no password.'
    user.losses.push({ kind: 'no_account', detail })
  },
})
