import type { SqlSystem } from '../databases/sql-system.js'
import { aspnetIdentity } from './frameworks/aspnet-identity.js'
import { authjs } from './frameworks/authjs.js'
import { betterAuth } from './frameworks/better-auth.js'
import { devise } from './frameworks/devise.js'
import { django } from './frameworks/django.js'
import { laravel } from './frameworks/laravel.js'
import { spring } from './frameworks/spring.js'
import { werkzeug } from './frameworks/werkzeug.js'
import { authentik } from './identity/authentik.js'
import { fusionauthDatabase } from './identity/fusionauth-database.js'
import { keycloakDatabase } from './identity/keycloak-database.js'
import { kratosDatabase } from './identity/kratos-database.js'
import { supabase } from './identity/supabase.js'
import { supertokensDatabase } from './identity/supertokens-database.js'
import { zitadelDatabase } from './identity/zitadel-database.js'
import { discourse } from './products/discourse.js'
import { drupal } from './products/drupal.js'
import { mediawiki } from './products/mediawiki.js'
import { wordpress } from './products/wordpress.js'

/**
 * Every system that keeps its people in tables.
 *
 * @param realm of Keycloak
 */
export const listSqlSystems = (realm?: string): readonly SqlSystem[] => [
  supabase,
  django,
  devise,
  laravel,
  wordpress,
  drupal,
  mediawiki,
  aspnetIdentity,
  discourse,
  betterAuth,
  authjs,
  werkzeug,
  spring,
  authentik,
  keycloakDatabase(realm),
  kratosDatabase,
  zitadelDatabase,
  fusionauthDatabase,
  supertokensDatabase,
]
