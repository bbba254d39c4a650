import { rocketchat } from '../../src/presets/rocketchat/rocketchat.js'
import { describePreset } from './describe-preset.js'

describePreset(rocketchat, [
  { file: 'users.ndjson', related: { teams: 'teams.ndjson' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
