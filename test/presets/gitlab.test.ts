import { gitlab } from '../../src/presets/gitlab/gitlab.js'
import { describePreset } from './describe-preset.js'

describePreset(gitlab, [
  { file: 'users.json' },
  {
    file: 'table.csv',
    expected: 'table.expected-plans.json',
    related: { identities: 'identities.csv', members: 'members.csv' },
  },
])
