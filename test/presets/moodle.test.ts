import { moodle } from '../../src/presets/moodle/moodle.js'
import { describePreset } from './describe-preset.js'

describePreset(moodle, [
  {
    file: 'users.csv',
    related: { roles: 'roles.csv', cohorts: 'cohorts.csv', logins: 'logins.csv', factors: 'factors.csv' },
  },
  { file: 'bulk-actions.csv', expected: 'bulk-actions.expected-plans.json' },
])
