import { defineConfig } from 'logto-migrate'

// Found by itself in the folder the program is started in. docs/config.md has every field.
export default defineConfig({
  target: { endpoint: process.env['LOGTO_ENDPOINT'], tenantId: 'default' },
  rate: '200/10s',
  unverifiedEmail: 'demote',
  username: 'drop',
  roles: { map: {}, createMissing: false },
  organizations: { map: {}, createMissing: false },
  map(user) {
    return user
  },
})
