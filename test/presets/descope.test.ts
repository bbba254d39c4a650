import { descope } from '../../src/presets/descope/descope.js'
import { describeSystem } from './describe-system.js'

describeSystem(descope, [
  { file: 'users.json' },
  { file: 'console.csv', expected: 'console.expected-plans.json' },
])
