import { strapi } from '../../src/presets/strapi/strapi.js'
import { describePreset } from './describe-preset.js'

describePreset(strapi, [
  { file: 'users.csv', related: { roles: 'roles.csv' } },
  { file: 'api.json', expected: 'api.expected-plans.json' },
  { file: 'admins.csv', expected: 'admins.expected-plans.json' },
])
