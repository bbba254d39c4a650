import type { RelatedFile } from '../preset.js'
import { supertokensTenants } from './supertokens-tenants.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

const keysOf = keyedBy('user_id')

/** Tables beside users of the Core API, which holds none of this. */
export const supertokensRelatedFiles: readonly RelatedFile[] = [
  {
    name: 'passwords',
    title: 'Table emailpassword_users',
    keysOf,
    reduce: ({ password_hash = null }) => ({ password_hash }),
  },
  {
    name: 'roles',
    title: 'Table user_roles',
    keysOf,
    reduce: ({ role = null, tenant_id = null }) => ({ role, tenant_id }),
  },
  {
    name: 'metadata',
    title: 'Table user_metadata',
    keysOf,
    reduce: ({ user_metadata = null }) => ({ user_metadata }),
  },
  {
    name: 'totp',
    title: 'Table totp_user_devices',
    keysOf,
    reduce: ({ secret_key = null, period = null, verified = null }) => ({ secret_key, period, verified }),
  },
  supertokensTenants,
]
