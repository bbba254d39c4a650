import { wordpress } from '../../src/presets/wordpress/wordpress.js'
import { describePreset } from './describe-preset.js'

describePreset(wordpress, [
  { file: 'users.csv', related: { usermeta: 'usermeta.csv', social: 'social_users.csv' } },
  { file: 'wp-cli.json', expected: 'wp-cli.expected-plans.json' },
])
