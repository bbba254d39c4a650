import { joomla } from '../../src/presets/joomla/joomla.js'
import { describePreset } from './describe-preset.js'

describePreset(joomla, [
  { file: 'users.csv', related: { groups: 'groups.csv', factors: 'factors.csv' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
