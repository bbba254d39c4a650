import { parseServer } from '../../src/presets/parse-server/parse-server.js'
import { describePreset } from './describe-preset.js'

describePreset(parseServer, [
  { file: 'users.ndjson', related: { roles: 'roles.csv' } },
  { file: 'rest.json', expected: 'rest.expected-plans.json' },
])
