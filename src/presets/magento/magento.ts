import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { storedPassword } from '../declare/field-readers.js'
import { unread } from '../declare/unread.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { isFilledCell } from '../vocabulary/cells/pick-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { openMagentoCustomer } from './magento-forms.js'
import { magentoGroups, putMagentoAddress, putMagentoGroup } from './magento-related.js'

/** Magento 2 and Adobe Commerce: customers of the table, the CSV exports or the REST API. */
export const magento = declarePreset({
  name: 'magento',
  title: 'Magento 2, Adobe Commerce',
  aliases: ['adobe-commerce', 'magento2'],
  relatedFiles: [magentoGroups],
  forms: [
    [
      own(hasFields(0.4, 'entity_id', 'website_id', 'group_id', 'email')),
      hasAnyField(0.6, 'password_hash', 'rp_token', 'disable_auto_group_change', 'default_billing'),
    ],
    [
      own(hasFields(0.6, 'email', '_website', '_store')),
      hasAnyField(0.4, 'group_id', 'created_in', 'password_hash'),
    ],
    [
      own(hasFields(0.4, 'id', 'website_id', 'group_id', 'email')),
      hasAnyField(0.6, 'disable_auto_group_change', 'created_in', 'extension_attributes'),
    ],
    [
      own(hasFields(0.5, 'ID', 'Email', 'Group', 'Customer Since')),
      hasAnyField(0.5, 'Web Site', 'Confirmed email', 'Account Created in', 'Account Lock'),
    ],
  ],
  prepare: openMagentoCustomer,
  fields: {
    entity_id: 'id',
    email: 'primaryEmail',
    // A key that waits to be used; nothing where the address is confirmed, or the shop does not ask for it.
    confirmation: (user) => {
      user.emailVerified = false
      return true
    },
    Name: 'name',
    firstname: 'profile.givenName',
    middlename: 'profile.middleName',
    lastname: 'profile.familyName',
    dob: (user, value) => {
      const date = /^\d{4}-\d\d-\d\d/.exec(readText(value) ?? '')?.[0]
      if (date !== undefined && !date.startsWith('0000')) user.profile.birthdate = date
      return date !== undefined
    },
    gender: (user, value) => {
      const text = readText(value)?.toLowerCase()
      if (text === '1' || text === 'male') user.profile.gender = 'male'
      else if (text === '2' || text === 'female') user.profile.gender = 'female'
      return true
    },
    is_active: '!isSuspended',
    password_hash: storedPassword('magento'),
    created_at: 'migratedFrom.createdAt',
    updated_at: 'migratedFrom.updatedAt',
    group_id: null,
    Group: null,
    // A lock after wrong passwords passes by itself; the rest are keys and counters.
    ...unread(`disable_auto_group_change failures_num first_failure 
      lock_expires password rp_token rp_token_created_at session_cutoff`),
  },
  finish: (user, record, context) => {
    putMagentoGroup(user, record, context)
    putMagentoAddress(user, record)
    if (!isFilledCell(record['password_hash']) && !('password_hash' in record)) {
      losePassword(user, 'Neither grid nor API gives password hashes out; export the table customer_entity.')
    }
  },
})
