import { directus } from '../../src/presets/directus/directus.js'
import { describeSystem } from './describe-system.js'

describeSystem(directus, [
  { file: 'users.csv', related: { roles: 'roles.csv' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
