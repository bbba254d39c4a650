import { nextcloud } from '../../src/presets/nextcloud/nextcloud.js'
import { describePreset } from './describe-preset.js'

describePreset(nextcloud, [
  {
    file: 'users.csv',
    related: {
      accounts: 'accounts.csv',
      preferences: 'preferences.csv',
      groups: 'groups.csv',
      factors: 'factors.csv',
    },
  },
  { file: 'occ.ndjson', expected: 'occ.expected-plans.json' },
  // As occ writes it: an object keyed by the name of the user.
  { file: 'occ-keyed.json', expected: 'occ.expected-plans.json' },
])
