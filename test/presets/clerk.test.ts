import { clerk } from '../../src/presets/clerk/clerk.js'
import { describePreset } from './describe-preset.js'

describePreset(clerk, [
  { file: 'users.csv' },
  {
    file: 'backend-api.json',
    related: { memberships: 'memberships.json', passwords: 'passwords.csv' },
    expected: 'backend-api.expected-plans.json',
  },
  { file: 'migration-tool.json', expected: 'migration-tool.expected-plans.json' },
])
