import { onelogin } from '../../src/presets/onelogin/onelogin.js'
import { describeSystem } from './describe-system.js'

describeSystem(onelogin, [
  { file: 'users.json', related: { roles: 'roles.csv' } },
  { file: 'users-export.csv', expected: 'users-export.expected-plans.json' },
])
