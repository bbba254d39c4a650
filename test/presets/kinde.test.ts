import { kinde } from '../../src/presets/kinde/kinde.js'
import { describePreset } from './describe-preset.js'

describePreset(kinde, [
  { file: 'users.ndjson' },
  { file: 'api.json', expected: 'api.expected-plans.json' },
  { file: 'import.csv', expected: 'import.expected-plans.json' },
])
