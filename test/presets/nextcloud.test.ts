import { nextcloud } from '../../src/presets/nextcloud/nextcloud.js'
import { describeSystem } from './describe-system.js'

describeSystem(nextcloud, [
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
])
