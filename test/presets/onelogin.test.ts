import { onelogin } from '../../src/presets/onelogin/onelogin.js'
import { describePreset } from './describe-preset.js'

describePreset(onelogin, [
  { file: 'users.json', related: { roles: 'roles.csv' } },
  { file: 'users-export.csv', expected: 'users-export.expected-plans.json' },
])
