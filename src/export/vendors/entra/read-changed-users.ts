import { type ExportPart, type ExportStep, usersFile } from '../../export-source.js'
import type { JsonObject } from '../../../source/source-record.js'
import { idOf } from '../reader/id-of.js'
import { MarkWatch } from '../reader/mark-watch.js'
import { rowsOf, textOf } from '../reader/read-pages.js'
import { unlessRefused } from '../reader/vendor-refusal.js'
import type { VendorApi } from '../reader/vendor-api.js'
import type { Selection } from './selection.js'

/**
 * Users changed since an earlier export, by the link that it kept. Changes name some properties alone, so each user is
 * asked for as a whole, once. Who was deleted is not among them.
 */
export const readChangedUsers = (api: VendorApi, link: string, selection: Selection): ExportPart => ({
  name: usersFile,
  files: [usersFile],
  isRestarted: true,
  read: async function* (_from, signal): AsyncGenerator<ExportStep> {
    const seen = new Set<string>()
    const watch = new MarkWatch(usersFile)
    for (let path: string | undefined = link; path !== undefined;) {
      const answer = await api.get(path)
      const rows: JsonObject[] = []
      for (const change of rowsOf(answer, 'value')) {
        signal.throwIfAborted()
        const id = idOf(change, 'id')
        if (seen.has(id) || change['@removed'] !== undefined) continue
        seen.add(id)
        const asked = `/v1.0/users/${encodeURIComponent(id)}?${await selection.select()}`
        const user = await unlessRefused(() => api.get(asked), ['absent'])
        if (typeof user?.body === 'object' && user.body !== null && !Array.isArray(user.body))
          rows.push(user.body)
      }
      const next = textOf(answer.body, '@odata.nextLink')
      watch.mustBeNew(next)
      yield { rows: { [usersFile]: rows }, cursor: null }
      path = next
    }
  },
})
