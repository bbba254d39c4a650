import { nhost } from '../../src/presets/nhost/nhost.js'
import { describePreset } from './describe-preset.js'

describePreset(nhost, [
  { file: 'users.csv', related: { providers: 'providers.csv', roles: 'roles.csv', keys: 'keys.csv' } },
  { file: 'graphql.json', expected: 'graphql.expected-plans.json' },
])
