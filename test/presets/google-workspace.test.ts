import { googleWorkspace } from '../../src/presets/google-workspace/google-workspace.js'
import { describePreset } from './describe-preset.js'

describePreset(googleWorkspace, [
  { file: 'users.json', related: { groups: 'groups.csv' } },
  { file: 'download.csv', expected: 'download.expected-plans.json', related: { groups: 'groups.csv' } },
])
