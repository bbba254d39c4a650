import { mattermost } from '../../src/presets/mattermost/mattermost.js'
import { describePreset } from './describe-preset.js'

describePreset(mattermost, [
  { file: 'users.csv', related: { bots: 'bots.csv', teams: 'teams.csv' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
  { file: 'bulk.ndjson', expected: 'bulk.expected-plans.json' },
])
