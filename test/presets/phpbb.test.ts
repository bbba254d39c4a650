import { phpbb } from '../../src/presets/phpbb/phpbb.js'
import { describePreset } from './describe-preset.js'

describePreset(phpbb, [
  {
    file: 'users.csv',
    related: { groups: 'groups.csv', bans: 'bans.csv', identities: 'identities.csv' },
    context: { nowMs: Date.parse('2024-01-01T00:00:00Z') },
  },
])
