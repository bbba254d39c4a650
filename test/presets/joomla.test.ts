import { joomla } from '../../src/presets/joomla/joomla.js'
import { describeSystem } from './describe-system.js'

describeSystem(joomla, [
  { file: 'users.csv', related: { groups: 'groups.csv', factors: 'factors.csv' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
