import { MigrationError } from '../outcome/migration-error.js'
import { nearestName } from '../outcome/nearest-name.js'
import { akamai } from './akamai/akamai.js'
import { authelia } from './authelia/authelia.js'
import { casdoor } from './casdoor/casdoor.js'
import { descope } from './descope/descope.js'
import { forgerock } from './forgerock/forgerock.js'
import { frontegg } from './frontegg/frontegg.js'
import { onelogin } from './onelogin/onelogin.js'
import { propelauth } from './propelauth/propelauth.js'
import { appwrite } from './appwrite/appwrite.js'
import { gitlab } from './gitlab/gitlab.js'
import { googleWorkspace } from './google-workspace/google-workspace.js'
import { kinde } from './kinde/kinde.js'
import { nextcloud } from './nextcloud/nextcloud.js'
import { parseServer } from './parse-server/parse-server.js'
import { slack } from './slack/slack.js'
import { auth0 } from './auth0/auth0.js'
import { clerk } from './clerk/clerk.js'
import { cognito } from './cognito/cognito.js'
import { okta } from './okta/okta.js'
import { django } from './django/django.js'
import { entra } from './entra/entra.js'
import { keycloak } from './keycloak/keycloak.js'
import { aspnetIdentity } from './aspnet-identity/aspnet-identity.js'
import { workos } from './workos/workos.js'
import { supabase } from './supabase/supabase.js'
import { stytch } from './stytch/stytch.js'
import { betterAuth } from './better-auth/better-auth.js'
import { authjs } from './authjs/authjs.js'
import { kratos } from './kratos/kratos.js'
import { fusionauth } from './fusionauth/fusionauth.js'
import { discourse } from './discourse/discourse.js'
import { supertokens } from './supertokens/supertokens.js'
import { zitadel } from './zitadel/zitadel.js'
import { authentik } from './authentik/authentik.js'
import { spring } from './spring/spring.js'
import { wordpress } from './wordpress/wordpress.js'
import { werkzeug } from './werkzeug/werkzeug.js'
import { drupal } from './drupal/drupal.js'
import { devise } from './devise/devise.js'
import { mediawiki } from './mediawiki/mediawiki.js'
import { laravel } from './laravel/laravel.js'
import { gitea } from './gitea/gitea.js'
import { mattermost } from './mattermost/mattermost.js'
import { rocketchat } from './rocketchat/rocketchat.js'
import { moodle } from './moodle/moodle.js'
import { phpbb } from './phpbb/phpbb.js'
import { joomla } from './joomla/joomla.js'
import { magento } from './magento/magento.js'
import { directus } from './directus/directus.js'
import { strapi } from './strapi/strapi.js'
import { ghost } from './ghost/ghost.js'
import { nhost } from './nhost/nhost.js'
import { activeDirectory } from './active-directory/active-directory.js'
import { googleContacts } from './google-contacts/google-contacts.js'
import { generic } from './generic/generic.js'
import { mongoose } from './mongoose/mongoose.js'
import { ldap } from './ldap/ldap.js'
import { logto } from './logto/logto.js'
import { firebase } from './firebase/firebase.js'
import type { Preset } from './preset.js'

/** Every source system, by name. */
export const presets: readonly Preset[] = [
  auth0,
  firebase,
  clerk,
  logto,
  cognito,
  okta,
  django,
  entra,
  keycloak,
  aspnetIdentity,
  workos,
  supabase,
  stytch,
  betterAuth,
  authjs,
  kratos,
  fusionauth,
  discourse,
  supertokens,
  zitadel,
  authentik,
  spring,
  wordpress,
  ldap,
  werkzeug,
  drupal,
  devise,
  mediawiki,
  mongoose,
  laravel,
  akamai,
  appwrite,
  authelia,
  casdoor,
  descope,
  forgerock,
  frontegg,
  gitlab,
  googleWorkspace,
  kinde,
  nextcloud,
  onelogin,
  parseServer,
  propelauth,
  slack,
  gitea,
  mattermost,
  rocketchat,
  moodle,
  phpbb,
  joomla,
  magento,
  directus,
  strapi,
  ghost,
  nhost,
  activeDirectory,
  googleContacts,
  generic,
]

/** @throws MigrationError `unknown_preset` with the names there are */
export const findPreset = (name: string): Preset => {
  const wanted = name.toLowerCase()
  const preset = presets.find(
    (candidate) => candidate.name === wanted || candidate.aliases?.includes(wanted) === true,
  )
  if (preset !== undefined) return preset
  const names = presets.flatMap((candidate) => [candidate.name, ...(candidate.aliases ?? [])])
  const nearest = nearestName(name, names)
  const list = presets.map((candidate) => candidate.name).join(', ')
  throw new MigrationError(
    'usage',
    'unknown_preset',
    nearest === undefined
      ? `source: expected one of ${list}, got ${JSON.stringify(name)}.`
      : `source: there is no preset ${JSON.stringify(name)}; did you mean ${nearest}? There are: ${list}.`,
  )
}
