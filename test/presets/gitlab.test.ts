import { gitlab } from '../../src/presets/gitlab/gitlab.js'
import { describeSystem } from './describe-system.js'

describeSystem(gitlab, [
  { file: 'users.json' },
  {
    file: 'table.csv',
    expected: 'table.expected-plans.json',
    related: { identities: 'identities.csv', members: 'members.csv' },
  },
])
