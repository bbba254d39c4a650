import { stytch } from '../../src/presets/stytch/stytch.js'
import { describeSystem } from './describe-system.js'

describeSystem(stytch, [
  { file: 'users.json' },
  { file: 'members.json', expected: 'members.expected-plans.json' },
  { file: 'migrate.ndjson', expected: 'migrate.expected-plans.json' },
])
