import { rocketchat } from '../../src/presets/rocketchat/rocketchat.js'
import { describeSystem } from './describe-system.js'

describeSystem(rocketchat, [
  { file: 'users.ndjson', related: { teams: 'teams.ndjson' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
