import { supertokens } from '../../src/presets/supertokens/supertokens.js'
import { describePreset } from './describe-preset.js'

const context = {
  passwordParams: {
    firebase_password_hashing_signer_key:
      'gRhC3eDeQOdyEn4bMd9c6kxguWVmcIVq/SKa0JDPFeM6TcEevkaW56sIWfx88OHbJKnCXdWscZx0l2WbCJ1wbg==',
  },
}

describePreset(supertokens, [
  { file: 'users.json', related: { tenants: 'tenants.json' }, context },
  {
    file: 'core-api.json',
    related: {
      passwords: 'emailpassword_users.csv',
      roles: 'user_roles.csv',
      metadata: 'user_metadata.csv',
      totp: 'totp_user_devices.csv',
    },
    expected: 'core-api.expected-plans.json',
  },
  { file: 'emailpassword_users.csv', expected: 'emailpassword_users.expected-plans.json' },
])
