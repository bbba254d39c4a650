import { parseServer } from '../../src/presets/parse-server/parse-server.js'
import { describeSystem } from './describe-system.js'

describeSystem(parseServer, [
  { file: 'users.ndjson', related: { roles: 'roles.csv' } },
  { file: 'rest.json', expected: 'rest.expected-plans.json' },
])
