import { descope } from '../../src/presets/descope/descope.js'
import { describePreset } from './describe-preset.js'

describePreset(descope, [
  { file: 'users.json' },
  { file: 'console.csv', expected: 'console.expected-plans.json' },
])
