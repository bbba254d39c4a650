import { magento } from '../../src/presets/magento/magento.js'
import { describePreset } from './describe-preset.js'

describePreset(magento, [
  { file: 'users.csv', related: { groups: 'groups.csv' } },
  { file: 'export.csv', expected: 'export.expected-plans.json' },
  { file: 'grid.csv', expected: 'grid.expected-plans.json' },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
