import { z } from 'zod'
import type { JsonValue } from '../../../source/source-record.js'
import { usersFile } from '../../export-source.js'
import { probe } from '../reader/probe.js'
import { unlessRefused } from '../reader/vendor-refusal.js'
import type { VendorApi } from '../reader/vendor-api.js'
import type { VendorAsked, VendorLook } from '../vendor.js'
import { accountsOf } from './accounts-of.js'

const configSchema = z.looseObject({
  signIn: z.looseObject({
    hashConfig: z.looseObject({
      signerKey: z.string().min(1),
      saltSeparator: z.string(),
      rounds: z.number(),
      memoryCost: z.number(),
    }),
  }),
})

/** Counts, rights, and the parameters without which no hash can be checked. */
export const lookAtFirebase = async (api: VendorApi, { values }: VendorAsked): Promise<VendorLook> => {
  const looked = await probe([
    {
      part: usersFile,
      permission: 'firebaseauth.users.get',
      isNeeded: true,
      ask: () => api.search(`${accountsOf(values)}:query`, { returnUserInfo: false }),
      total: readCount,
    },
  ])
  if (values['emulator'] !== undefined) {
    return { ...looked, withheld: ['The emulator keeps passwords as they are, in the place of hashes.'] }
  }
  if (values['tenant'] !== undefined) {
    const note =
      'Google gives the parameters of a tenant’s hashes out in its console alone: put them under password.firebase.'
    return { ...looked, withheld: [note] }
  }
  const project = encodeURIComponent(values['project'] ?? '')
  const config = await unlessRefused(() => api.get(`/admin/v2/projects/${project}/config`))
  const read = config && configSchema.safeParse(config.body).data?.signIn.hashConfig
  if (read === undefined) {
    const note =
      'Left out: parameters of hashes, and with them the hashes. The account lacks firebaseauth.configs.get and firebaseauth.configs.getHashConfig.'
    return { ...looked, withheld: [note] }
  }
  const { signerKey, saltSeparator, rounds, memoryCost: memCost } = read
  return {
    ...looked,
    permissions: [
      ...(looked.permissions ?? []),
      'May read the parameters of hashes (firebaseauth.configs.getHashConfig).',
    ],
    settings: { password: { firebase: { signerKey, saltSeparator, rounds, memCost } } },
  }
}

const countSchema = z.looseObject({ recordsCount: z.coerce.number().int().nonnegative() })

const readCount = (body: JsonValue): number | undefined => countSchema.safeParse(body).data?.recordsCount
