import { nhost } from '../../src/presets/nhost/nhost.js'
import { describeSystem } from './describe-system.js'

describeSystem(nhost, [
  { file: 'users.csv', related: { providers: 'providers.csv', roles: 'roles.csv', keys: 'keys.csv' } },
  { file: 'graphql.json', expected: 'graphql.expected-plans.json' },
])
