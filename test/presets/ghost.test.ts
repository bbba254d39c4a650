import { ghost } from '../../src/presets/ghost/ghost.js'
import { describePreset } from './describe-preset.js'

describePreset(ghost, [
  { file: 'users.csv' },
  { file: 'members.json', expected: 'members.expected-plans.json' },
  { file: 'staff.json', related: { roles: 'staff-roles.csv' }, expected: 'staff.expected-plans.json' },
])
