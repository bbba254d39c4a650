import { propelauth } from '../../src/presets/propelauth/propelauth.js'
import { describeSystem } from './describe-system.js'

describeSystem(propelauth, [
  { file: 'users.json' },
  { file: 'library.json', expected: 'library.expected-plans.json' },
])
