import { activeDirectory } from '../../src/presets/active-directory/active-directory.js'
import { describeSystem } from './describe-system.js'

const nowMs = Date.parse('2024-01-01T00:00:00Z')

describeSystem(activeDirectory, [
  { file: 'users.csv', context: { nowMs } },
  { file: 'users.json', expected: 'json.expected-plans.json' },
  { file: 'csvde.csv', expected: 'csvde.expected-plans.json' },
])
