import { kinde } from '../../src/presets/kinde/kinde.js'
import { describeSystem } from './describe-system.js'

describeSystem(kinde, [
  { file: 'users.ndjson' },
  { file: 'api.json', expected: 'api.expected-plans.json' },
  { file: 'import.csv', expected: 'import.expected-plans.json' },
])
