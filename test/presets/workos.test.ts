import { workos } from '../../src/presets/workos/workos.js'
import { describePreset } from './describe-preset.js'

describePreset(workos, [
  {
    file: 'users.json',
    related: {
      memberships: 'memberships.json',
      organizations: 'organizations.json',
      identities: 'identities.ndjson',
    },
  },
  { file: 'template.csv', expected: 'template.expected-plans.json' },
])
