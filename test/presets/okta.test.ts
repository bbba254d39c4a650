import { okta } from '../../src/presets/okta/okta.js'
import { describePreset } from './describe-preset.js'

describePreset(okta, [
  { file: 'users.json', related: { groups: 'groups.csv' } },
  { file: 'report.csv', expected: 'report.expected-plans.json' },
])
