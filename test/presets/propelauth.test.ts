import { propelauth } from '../../src/presets/propelauth/propelauth.js'
import { describePreset } from './describe-preset.js'

describePreset(propelauth, [
  { file: 'users.json' },
  { file: 'library.json', expected: 'library.expected-plans.json' },
])
