import { strapi } from '../../src/presets/strapi/strapi.js'
import { describeSystem } from './describe-system.js'

describeSystem(strapi, [
  { file: 'users.csv', related: { roles: 'roles.csv' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
  { file: 'admins.csv', expected: 'admins.expected-plans.json' },
])
