import { googleContacts } from '../../src/presets/google-contacts/google-contacts.js'
import { describeSystem } from './describe-system.js'

describeSystem(googleContacts, [
  { file: 'users.csv' },
  { file: 'old-headings.csv', expected: 'old-headings.expected-plans.json' },
])
