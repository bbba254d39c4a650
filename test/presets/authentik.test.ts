import { authentik } from '../../src/presets/authentik/authentik.js'
import { describePreset } from './describe-preset.js'

describePreset(authentik, [
  {
    file: 'users.csv',
    related: {
      groups: 'groups.csv',
      connections: 'connections.csv',
      totp: 'totp.csv',
      webauthn: 'webauthn.csv',
    },
  },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
