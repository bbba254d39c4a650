import type { JsonObject } from '../source/source-record.js'

/** What users of other systems look like, in few words: no preset may take them for its own. */
export const foreignRecords: { readonly [system: string]: readonly JsonObject[] } = {
  generic: [
    { id: '1', email: 'ada@example.com', name: 'Ada', status: 'active', created_at: '2024-01-01' },
    { id: '2', username: 'bob', email: 'bob@example.com', password: '', role: 'admin', phone: '' },
  ],
  auth0: [
    {
      user_id: 'auth0|1',
      email: 'ada@example.com',
      email_verified: true,
      identities: [{ connection: 'Username-Password-Authentication', provider: 'auth0', user_id: '1' }],
      logins_count: 3,
    },
  ],
  cognito: [
    {
      Username: 'ada',
      Attributes: [{ Name: 'email', Value: 'ada@example.com' }],
      UserStatus: 'CONFIRMED',
      Enabled: true,
    },
  ],
  clerk: [{ id: 'user_2abc', primary_email_address_id: 'idn_1', email_addresses: [], unsafe_metadata: {} }],
  firebase: [{ localId: 'a', email: 'ada@example.com', emailVerified: true, createdAt: '1704067200000' }],
  fusionauth: [
    { id: 'a', email: 'ada@example.com', active: true, insertInstant: 1, encryptionScheme: 'bcrypt' },
  ],
  keycloak: [
    {
      id: 'a',
      username: 'ada',
      enabled: true,
      createdTimestamp: 1704067200000,
      credentials: [{ type: 'password', secretData: '{}', credentialData: '{}' }],
      realmRoles: ['user'],
    },
  ],
  kratos: [{ id: 'a', schema_id: 'default', traits: { email: 'ada@example.com' }, verifiable_addresses: [] }],
  okta: [{ id: '00uabcdef1', status: 'ACTIVE', profile: { login: 'ada', email: 'ada@example.com' } }],
  supabase: [
    { id: 'a', aud: 'authenticated', email: 'a@example.com', raw_user_meta_data: {}, raw_app_meta_data: {} },
  ],
  supertokens: [{ loginMethods: [{ recipeId: 'emailpassword', email: 'ada@example.com' }], timeJoined: 1 }],
  wordpress: [
    { ID: '1', user_login: 'ada', user_email: 'ada@example.com', user_pass: '', display_name: 'Ada' },
  ],
  zitadel: [
    { userId: '1', user: { userName: 'ada', profile: { firstName: 'Ada' } }, preferredLoginName: 'ada' },
  ],
}
