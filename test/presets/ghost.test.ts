import { ghost } from '../../src/presets/ghost/ghost.js'
import { describeSystem } from './describe-system.js'

describeSystem(ghost, [
  { file: 'users.csv' },
  { file: 'members.json', expected: 'members.expected-plans.json' },
  { file: 'staff.json', related: { roles: 'staff-roles.csv' }, expected: 'staff.expected-plans.json' },
])
