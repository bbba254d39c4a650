import type { Vendor } from './vendor.js'

/** Systems whose API is read, as on the command line; each is loaded when it is asked for. */
export const vendors: { readonly [system: string]: () => Promise<Vendor> } = {
  appwrite: async () => (await import('./appwrite.js')).appwrite,
  auth0: async () => (await import('./auth0/auth0.js')).auth0,
  clerk: async () => (await import('./clerk.js')).clerk,
  cognito: async () => (await import('./cognito.js')).cognito,
  descope: async () => (await import('./descope.js')).descope,
  entra: async () => (await import('./entra/entra.js')).entra,
  firebase: async () => (await import('./firebase/firebase.js')).firebase,
  fusionauth: async () => (await import('./fusionauth.js')).fusionauth,
  keycloak: async () => (await import('./keycloak/keycloak.js')).keycloak,
  kratos: async () => (await import('./kratos.js')).kratos,
  logto: async () => (await import('./logto.js')).logto,
  okta: async () => (await import('./okta.js')).okta,
  stytch: async () => (await import('./stytch.js')).stytch,
  supertokens: async () => (await import('./supertokens.js')).supertokens,
  workos: async () => (await import('./workos.js')).workos,
  zitadel: async () => (await import('./zitadel.js')).zitadel,
}
