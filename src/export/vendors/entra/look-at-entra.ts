import { z } from 'zod'
import type { JsonValue } from '../../../source/source-record.js'
import { usersFile } from '../../export-source.js'
import { probe } from '../reader/probe.js'
import { textOf } from '../reader/read-pages.js'
import { unlessRefused } from '../reader/vendor-refusal.js'
import type { VendorApi } from '../reader/vendor-api.js'
import type { VendorAsked, VendorLook } from '../vendor.js'
import { Selection } from './selection.js'

/** Counts, rights, custom attributes, and the place from which a later export is told what has changed. */
export const lookAtEntra = async (api: VendorApi, { continuation }: VendorAsked): Promise<VendorLook> => {
  const looked = await probe([
    {
      part: usersFile,
      permission: 'User.Read.All',
      isNeeded: true,
      ask: () => api.get('/v1.0/users?$count=true&$top=1&$select=id', { ConsistencyLevel: 'eventual' }),
      // Of changes nobody knows how many there are.
      total: (body) => (continuation === undefined ? readCount(body) : undefined),
    },
    {
      part: 'groups',
      permission: 'GroupMember.Read.All',
      ask: () => api.get('/v1.0/groups?$top=1&$select=id'),
    },
    {
      part: 'directoryRoles',
      permission: 'RoleManagement.Read.Directory',
      ask: () => api.get('/v1.0/directoryRoles?$select=id'),
    },
  ])
  const selection = new Selection(api)
  const extensions = await selection.extensions()
  const latest = await unlessRefused(
    () => api.get('/v1.0/users/delta?$deltatoken=latest'),
    ['refused', 'absent', 'invalid'],
  )
  const link = latest && textOf(latest.body, '@odata.deltaLink')
  return {
    ...looked,
    permissions: [
      ...(looked.permissions ?? []),
      ...(extensions === undefined ? [] : [`Custom attributes: ${extensions.length}.`]),
    ],
    withheld: [
      ...(looked.withheld ?? []),
      ...(extensions === undefined
        ? [
            'Left out: custom attributes (extension_…). The application may not list them (Application.Read.All).',
          ]
        : []),
      ...((await selection.hasSignIns())
        ? []
        : [
            'Left out: the last sign-in. The application lacks AuditLog.Read.All, or the tenant its licence.',
          ]),
      ...(link === undefined
        ? [
            'This tenant keeps no account of changes (External ID and B2C do not): a later export is of all users.',
          ]
        : []),
    ],
    ...(link === undefined ? {} : { continuation: link }),
  }
}

const countSchema = z.looseObject({ '@odata.count': z.number() })

const readCount = (body: JsonValue): number | undefined => countSchema.safeParse(body).data?.['@odata.count']
