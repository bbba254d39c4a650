import { fusionauth } from '../../src/presets/fusionauth/fusionauth.js'
import { describePreset } from './describe-preset.js'

describePreset(fusionauth, [
  {
    file: 'users.json',
    related: { passwords: 'identities.csv', links: 'links.json', tenants: 'tenants.json' },
  },
])
