import { convertDjango } from '../formats/django.js'
import { isRecord, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { convertKeycloak } from '../formats/keycloak.js'
import { convertKratos } from '../formats/kratos.js'
import { convertLogtoDigest } from '../digest/logto-digest.js'
import { convertMediaWiki } from '../formats/mediawiki.js'
import type { PasswordConversion } from '../password-conversion.js'
import { recipeAfter } from '../recipe/conversion-recipe.js'
import type { HashRecipe } from '../recipe/hash-recipe.js'
import { refuseVerifiable } from '../recipe/recipe-of.js'
import { convertScryptKdf } from '../scrypt-kdf.js'
import { convertWerkzeug } from '../formats/werkzeug.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { aspnetIdentity, aspnetMembership } from './aspnet.js'
import { auth0 } from './auth0.js'
import { clerk } from './clerk.js'
import { custom } from './custom.js'
import { directoryScheme, ldap, spring } from './directory.js'
import { firebase, selfDescribing } from './firebase.js'
import { fromText, refuseAbsent, refuseShape, withGeneric } from './from-text.js'
import { fusionauth } from './fusionauth.js'
import { generic } from './generic.js'
import { mybb, opencart, redmine, smf, vbulletin, xenforo } from './forums.js'
import { gitea, grafana } from './go-apps.js'
import { magento } from './magento.js'
import {
  betterAuth,
  customPbkdf2,
  meteor,
  nodeScrypt,
  passportLocalMongoose,
  passportPbkdf2,
} from './node-apps.js'
import { okta } from './okta.js'
import type { PasswordSystem } from './password-system.js'
import { joomla, phpbb, symfony, wordpress } from './php-apps.js'
import { devise, deviseEncryptable, discourse } from './ruby-apps.js'
import { stytch } from './stytch.js'
import { passlib, zitadel } from './zitadel.js'

const django = fromText(withGeneric((text) => convertDjango(text)))
const kratos = fromText(withGeneric((text) => convertKratos(text)))
const mediawiki = fromText(withGeneric((text) => convertMediaWiki(text)))
const werkzeug = fromText(withGeneric((text) => convertWerkzeug(text)))

const keycloak: PasswordSystem = (sourceHash, params) => {
  const absent = refuseAbsent(sourceHash)
  if (absent) return absent
  const isPlainText = typeof sourceHash === 'string' && !sourceHash.trimStart().startsWith('{')
  return isPlainText ? convertGenericHash(sourceHash, params) : convertKeycloak(sourceHash, params)
}

const logto: PasswordSystem = (sourceHash, params) => {
  const absent = refuseAbsent(sourceHash)
  if (absent) return absent
  if (isRecord(sourceHash)) return logto(sourceHash['passwordDigest'], { ...params, ...sourceHash })
  if (typeof sourceHash !== 'string') return refuseShape()
  return convertLogtoDigest(readText(params, 'passwordAlgorithm'), sourceHash)
}

/** Flask-Security gives bcrypt and Argon2 an HMAC of the password, unless `doubleHash` is switched off. */
const flaskSecurity = fromText((text, params) =>
  params['doubleHash'] === false
    ? convertGenericHash(text, params)
    : refuseVerifiable('hmac', () => readDoubleHash(convertGenericHash(text, {}), params)),
)

/** HMAC-SHA-512 in base64 under `SECURITY_PASSWORD_SALT`. */
const readDoubleHash = (conversion: PasswordConversion, params: HashParams): HashRecipe | undefined => {
  const key = readText(params, 'passwordSalt', 'SECURITY_PASSWORD_SALT', 'pepper', 'key', 'secret', 'salt')
  if (key === undefined) return undefined
  return recipeAfter([{ step: 'hmac', algorithm: 'sha512', key, as: 'base64' }], conversion)
}

const medusa = fromText((text, params) =>
  text.startsWith('c2NyeXB0') ? convertScryptKdf(text) : convertGenericHash(text, params),
)

/** What each source system's hashes mean, by name. Any other name is read as `generic`. */
export const passwordSystems: ReadonlyMap<string, PasswordSystem> = new Map([
  ['389ds', directoryScheme],
  ['adonisjs', selfDescribing],
  ['akamai', selfDescribing],
  ['argon2-edge', selfDescribing],
  ['aspnet-identity', aspnetIdentity],
  ['aspnet', aspnetIdentity],
  ['aspnet-membership', aspnetMembership],
  ['atlassian', directoryScheme],
  ['auth0', auth0],
  ['authentik', django],
  ['bcrypt-edge', selfDescribing],
  ['better-auth', betterAuth],
  ['clerk', clerk],
  ['custom', custom],
  ['custom-pbkdf2', customPbkdf2],
  ['devise', devise],
  ['devise-encryptable', deviseEncryptable],
  ['discourse', discourse],
  ['django', django],
  ['drupal', selfDescribing],
  ['firebase', firebase],
  ['flask', werkzeug],
  ['flask-security', flaskSecurity],
  ['forgejo', gitea],
  ['forgerock', directoryScheme],
  ['fusionauth', fusionauth],
  ['generic', generic],
  ['gitea', gitea],
  ['grafana', grafana],
  ['invision', mybb],
  ['ipb', mybb],
  ['joomla', joomla],
  ['keycloak', keycloak],
  ['kratos', kratos],
  ['laravel', selfDescribing],
  ['ldap', ldap],
  ['logto', logto],
  ['lucia', betterAuth],
  ['magento', magento],
  ['mattermost', selfDescribing],
  ['mediawiki', mediawiki],
  ['medusa', medusa],
  ['meteor', meteor],
  ['mybb', mybb],
  ['nextcloud', selfDescribing],
  ['node-scrypt', nodeScrypt],
  ['odoo', passlib],
  ['okta', okta],
  ['opencart', opencart],
  ['ory', kratos],
  ['passlib', passlib],
  ['passport-local-mongoose', passportLocalMongoose],
  ['passport-pbkdf2', passportPbkdf2],
  ['payload', passportLocalMongoose],
  ['phpbb', phpbb],
  ['rails', devise],
  ['redmine', redmine],
  ['rocketchat', meteor],
  ['smf', smf],
  ['spring', spring],
  ['stytch', stytch],
  ['supabase', selfDescribing],
  ['supertokens', selfDescribing],
  ['symfony', symfony],
  ['vbulletin', vbulletin],
  ['werkzeug', werkzeug],
  ['wordpress', wordpress],
  ['workos', selfDescribing],
  ['xenforo', xenforo],
  ['zitadel', zitadel],
])
