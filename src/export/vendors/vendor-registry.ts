import type { Vendor } from './vendor.js'

/** Systems whose API is read, as on the command line; each is loaded when it is asked for. */
export const vendors: { readonly [system: string]: () => Promise<Vendor> } = {
  auth0: async () => (await import('./auth0/auth0.js')).auth0,
  cognito: async () => (await import('./cognito.js')).cognito,
  kratos: async () => (await import('./kratos.js')).kratos,
  okta: async () => (await import('./okta.js')).okta,
  workos: async () => (await import('./workos.js')).workos,
}
