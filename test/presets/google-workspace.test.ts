import { googleWorkspace } from '../../src/presets/google-workspace/google-workspace.js'
import { describeSystem } from './describe-system.js'

describeSystem(googleWorkspace, [
  { file: 'users.json', related: { groups: 'groups.csv' } },
  { file: 'download.csv', expected: 'download.expected-plans.json', related: { groups: 'groups.csv' } },
])
