import { usersFile } from '../../export-source.js'
import { pagesOf, rowsOf, textOf } from '../reader/read-pages.js'
import { missingAccess } from '../reader/missing-access.js'
import type { Vendor } from '../vendor.js'
import { accountsOf } from './accounts-of.js'
import { lookAtFirebase } from './look-at-firebase.js'
import { assertAccount, parseAccount, readAccount } from './service-account.js'
import { shapeAccount } from './shape-account.js'

const productionOrigin = 'https://identitytoolkit.googleapis.com'

/** Firebase Authentication and Identity Platform: accounts with hashes, and the parameters of the hashes. */
export const firebase: Vendor = {
  name: 'firebase',
  title: 'Firebase Authentication',
  variables: {},
  optional: {
    account: 'FIREBASE_SERVICE_ACCOUNT',
    accountFile: 'GOOGLE_APPLICATION_CREDENTIALS',
    emulator: 'FIREBASE_AUTH_EMULATOR_HOST',
    projectId: 'FIREBASE_PROJECT_ID',
    googleProject: 'GOOGLE_CLOUD_PROJECT',
    tenant: 'FIREBASE_TENANT_ID',
    origin: 'FIREBASE_API_URL',
  },
  complete: async (values) => {
    const { emulator } = values
    const account = emulator === undefined ? await readAccount(values) : undefined
    const project = values['projectId'] ?? values['googleProject'] ?? account?.project_id
    if (project === undefined) throw missingAccess('Firebase', 'FIREBASE_PROJECT_ID')
    return {
      ...values,
      project,
      account: account && JSON.stringify(account),
      origin:
        emulator === undefined
          ? (values['origin'] ?? productionOrigin)
          : `http://${emulator}/identitytoolkit.googleapis.com`,
    }
  },
  // A page has a thousand accounts; projects have some hundred requests a second for all of their users.
  rate: '5/s',
  authorize: async (values, request, nowMs) => {
    // The emulator lets its owner in.
    if (values['emulator'] !== undefined) return { authorization: 'Bearer owner' }
    const account = parseAccount(values['account'] ?? '')
    const assertion = assertAccount(account, nowMs)
    const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    return {
      authorization: `Bearer ${await request({ url: account.token_uri, form: { grant_type: grant, assertion } })}`,
    }
  },
  withheld: [
    'Firebase gives no factors’ secrets out. Hashes of users who were imported with another algorithm and have not signed in since are left out, as firebase auth:export does: its parameters are not known.',
  ],
  canSince: false,
  look: lookAtFirebase,
  parts: (api, { values }) => [
    pagesOf(usersFile, [usersFile], async (cursor) => {
      const mark = typeof cursor === 'string' ? `&nextPageToken=${encodeURIComponent(cursor)}` : ''
      const answer = await api.get(`${accountsOf(values)}:batchGet?maxResults=1000${mark}`)
      // The last page may have a token as well, and no users.
      const hasUsers = typeof answer.body === 'object' && answer.body !== null && 'users' in answer.body
      const rows = hasUsers ? rowsOf(answer, 'users').map(shapeAccount) : []
      return {
        rows: { [usersFile]: rows },
        next: rows.length === 0 ? undefined : textOf(answer.body, 'nextPageToken'),
      }
    }),
  ],
}
