import type { Dispatcher } from 'undici'
import { createAuth0Upstream } from './auth0.js'
import { createB2cUpstream } from './b2c.js'
import { createCognitoUpstream } from './cognito.js'
import { createEntraUpstream } from './entra.js'
import { createFirebaseUpstream } from './firebase.js'
import { createHttpUpstream } from './http.js'
import { createLdapUpstream } from './ldap.js'
import { createKeycloakUpstream, createOidcUpstream } from './oidc.js'
import { createOktaUpstream } from './okta.js'
import { createPost } from './post.js'
import { createSupabaseUpstream } from './supabase.js'
import type { IdentifierChoice, UpstreamConfig } from './upstream-config.js'
import type { Upstream } from './upstream.js'

/**
 * The old system that a config names.
 *
 * @throws MigrationError `config/upstream_invalid`
 */
export const openUpstream = (config: UpstreamConfig, dispatcher?: Dispatcher): Upstream => {
  const post = createPost(dispatcher)
  switch (config.type) {
    case 'cognito':
      return createCognitoUpstream(config, post)
    case 'auth0':
      return createAuth0Upstream(config, post)
    case 'entra':
      return createEntraUpstream(config, post)
    case 'b2c':
      return createB2cUpstream(config, post)
    case 'okta':
      return createOktaUpstream(config, post)
    case 'keycloak':
      return createKeycloakUpstream(config, post)
    case 'oidc':
      return createOidcUpstream(config, post)
    case 'firebase':
      return createFirebaseUpstream(config, post)
    case 'supabase':
      return createSupabaseUpstream(config, post)
    case 'ldap':
      return createLdapUpstream(config)
    case 'http':
      return createHttpUpstream(config, post)
  }
}

/** By what the old system knows a person, where the config does not say. */
export const usualIdentifier = ({ type, identifier }: UpstreamConfig): IdentifierChoice =>
  identifier ?? (type === 'firebase' ? 'email' : 'typed')
