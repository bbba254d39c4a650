import { okta } from '../../src/presets/okta/okta.js'
import { describeSystem } from './describe-system.js'

describeSystem(okta, [
  { file: 'users.json', related: { groups: 'groups.csv' } },
  { file: 'report.csv', expected: 'report.expected-plans.json' },
])
