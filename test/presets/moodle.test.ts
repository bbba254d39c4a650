import { moodle } from '../../src/presets/moodle/moodle.js'
import { describeSystem } from './describe-system.js'

describeSystem(moodle, [
  {
    file: 'users.csv',
    related: { roles: 'roles.csv', cohorts: 'cohorts.csv', logins: 'logins.csv', factors: 'factors.csv' },
  },
  { file: 'bulk-actions.csv', expected: 'bulk-actions.expected-plans.json' },
])
