import { mediawiki } from '../../src/presets/mediawiki/mediawiki.js'
import { describePreset } from './describe-preset.js'

describePreset(mediawiki, [
  {
    file: 'users.csv',
    related: {
      groups: 'user_groups.csv',
      blocks: 'blocks.csv',
      preferences: 'user_properties.csv',
      oath: 'oath.csv',
    },
  },
  { file: 'batch.tsv', expected: 'batch.expected-plans.json' },
  { file: 'hex.csv', expected: 'hex.expected-plans.json' },
])
