import { stytch } from '../../src/presets/stytch/stytch.js'
import { describePreset } from './describe-preset.js'

describePreset(stytch, [
  { file: 'users.json' },
  { file: 'members.json', expected: 'members.expected-plans.json' },
  { file: 'migrate.ndjson', expected: 'migrate.expected-plans.json' },
])
