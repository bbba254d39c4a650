import { MigrationError } from '../outcome/migration-error.js'
import type { JsonObject } from '../source/source-record.js'
import { appwrite } from './appwrite/appwrite.js'
import { auth0 } from './auth0.js'
import { clerk } from './clerk.js'
import { cognito } from './cognito.js'
import { okta } from './okta.js'
import { django } from './django.js'
import { entra } from './entra.js'
import { keycloak } from './keycloak.js'
import { aspnetIdentity } from './aspnet-identity.js'
import { workos } from './workos.js'
import { supabase } from './supabase.js'
import { stytch } from './stytch.js'
import { betterAuth } from './better-auth.js'
import { authjs } from './authjs.js'
import { kratos } from './kratos.js'
import { fusionauth } from './fusionauth.js'
import { discourse } from './discourse.js'
import { supertokens } from './supertokens.js'
import { zitadel } from './zitadel.js'
import { authentik } from './authentik.js'
import { spring } from './spring.js'
import { wordpress } from './wordpress.js'
import { werkzeug } from './werkzeug.js'
import { drupal } from './drupal.js'
import { devise } from './devise.js'
import { mediawiki } from './mediawiki.js'
import { laravel } from './laravel.js'
import { generic } from './generic.js'
import { mongoose } from './mongoose.js'
import { ldap } from './ldap.js'
import { logto } from './logto.js'
import { firebase } from './firebase.js'
import type { Preset, Recognition } from './preset.js'

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
  appwrite,
  generic,
]

/** @throws MigrationError `unknown_preset` with the names there are */
export const findPreset = (name: string): Preset => {
  const wanted = name.toLowerCase()
  const preset = presets.find(
    (candidate) => candidate.name === wanted || candidate.aliases?.includes(wanted) === true,
  )
  if (preset !== undefined) return preset
  throw new MigrationError(
    'usage',
    'unknown_preset',
    `source: expected one of ${presets.map((candidate) => candidate.name).join(', ')}, got ${JSON.stringify(name)}.`,
  )
}

export interface PresetCandidate extends Recognition {
  preset: Preset
}

/** What the input looks like most, and second most. */
export interface PresetDetection {
  best: PresetCandidate
  runnerUp: PresetCandidate | undefined
}

/** A preset must be at least this sure; below, the input is read as `generic`. */
const surest = 0.5

/** @param sample the first records of the input that could be read */
export const detectPreset = (sample: readonly JsonObject[]): PresetDetection => {
  const candidates = presets
    .map((preset) => ({ preset, ...preset.recognise(sample) }))
    .sort((a, b) => b.score - a.score)
  const [first, second] = candidates
  if (first !== undefined && first.score >= surest) return { best: first, runnerUp: second }
  const best = { preset: generic, ...generic.recognise(sample) }
  return { best, runnerUp: candidates.find(({ preset }) => preset !== generic) }
}
