import { drupal } from '../../src/presets/drupal/drupal.js'
import { describePreset } from './describe-preset.js'

describePreset(drupal, [
  { file: 'users.csv', related: { roles: 'roles.csv', social: 'social_auth.csv', authmap: 'authmap.csv' } },
  { file: 'drupal7.csv', expected: 'drupal7.expected-plans.json' },
  { file: 'json-api.json', expected: 'json-api.expected-plans.json' },
])
