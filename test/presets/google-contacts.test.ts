import { googleContacts } from '../../src/presets/google-contacts/google-contacts.js'
import { describePreset } from './describe-preset.js'

describePreset(googleContacts, [
  { file: 'users.csv' },
  { file: 'old-headings.csv', expected: 'old-headings.expected-plans.json' },
])
