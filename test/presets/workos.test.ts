import { workos } from '../../src/presets/workos/workos.js'
import { describeSystem } from './describe-system.js'

describeSystem(workos, [
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
