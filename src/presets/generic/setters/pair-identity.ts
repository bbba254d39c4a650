import type { JsonValue } from '../../../source/source-record.js'
import type { PresetContext } from '../../preset.js'
import { addPortableIdentity } from '../../vocabulary/identities/add-portable-identity.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import { foldName } from '../columns/fold-name.js'
import { listNames } from '../columns/list-names.js'
import type { GenericDraft } from '../generic-draft.js'

/** Where an account is of this system itself, as applications write it. */
const ownProviders: ReadonlySet<string> = new Set(
  listNames(
    'local, email, e-mail, password, credentials, credential, database, native, internal, username, site, app, manual, default, none, null, standard, basic, form, web, phone, sms',
  ).map(foldName),
)

/** A column `provider` and one `provider_id`: one social account, of the two together. */
export const settlePair = (draft: GenericDraft, context: PresetContext): void => {
  const { pair, user } = draft
  if (pair === undefined) return
  const provider = readText(pair.provider?.value)?.trim()
  if (provider === undefined || ownProviders.has(foldName(provider)) || pair.userId === undefined) {
    keep(draft, pair.provider)
    keep(draft, pair.userId)
  } else addPortableIdentity(user, { provider, userId: pair.userId.value }, context)
}

const keep = ({ user }: GenericDraft, part: { column: string; value: JsonValue } | undefined): void => {
  if (part !== undefined) setPath(user.customData, [part.column], part.value)
}
