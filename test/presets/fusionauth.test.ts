import { fusionauth } from '../../src/presets/fusionauth/fusionauth.js'
import { describeSystem } from './describe-system.js'

describeSystem(fusionauth, [
  {
    file: 'users.json',
    related: { passwords: 'identities.csv', links: 'links.json', tenants: 'tenants.json' },
  },
])
