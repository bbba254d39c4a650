import { directus } from '../../src/presets/directus/directus.js'
import { describePreset } from './describe-preset.js'

describePreset(directus, [
  { file: 'users.csv', related: { roles: 'roles.csv' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
