import type { JsonObject } from '../../source/source-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { readTimestamp } from '../vocabulary/cells/read-timestamp.js'

/** One way in. The bulk import, the Core API and the tables name its parts differently. */
export interface LoginMethod {
  recipe: string | undefined
  /** Id of the method itself, under which the tables keep its password. */
  userId: string | undefined
  email: string | undefined
  phone: string | undefined
  isVerified: boolean | undefined
  isPrimary: boolean
  passwordHash: string | undefined
  password: string | undefined
  thirdPartyId: string | undefined
  thirdPartyUserId: string | undefined
  joinedAt: string | undefined
}

/** `loginMethods`; the user of an old Core; or the one method that a row of a recipe table is. */
export const readLoginMethods = (record: JsonObject): LoginMethod[] => {
  const methods = readObjects(record['loginMethods'])
  if (methods.length > 0) return methods.map(readMethod)
  const inner = readObject(record['user'])
  if (inner !== undefined) return [readMethod({ recipeId: record['recipeId'] ?? null, ...inner })]
  return [readMethod(record)]
}

const readMethod = (method: JsonObject): LoginMethod => {
  const thirdParty = readObject(method['thirdParty'])
  const thirdPartyId =
    readText(method['thirdPartyId']) ?? readText(thirdParty?.['id']) ?? readText(method['third_party_id'])
  const passwordHash = readText(method['passwordHash']) ?? readText(method['password_hash'])
  const phone = readText(method['phoneNumber']) ?? readText(method['phone_number'])
  const recipe = readText(method['recipeId']) ?? guessRecipe(method, thirdPartyId, phone)
  return {
    recipe,
    userId: readText(method['recipeUserId']) ?? readText(method['user_id']) ?? readText(method['id']),
    email: readText(method['email']),
    phone,
    isVerified: readVerified(method, recipe),
    isPrimary: readBoolean(method['isPrimary']) === true,
    passwordHash,
    password: readText(method['plainTextPassword']),
    thirdPartyId,
    thirdPartyUserId:
      readText(method['thirdPartyUserId']) ??
      readText(thirdParty?.['userId']) ??
      readText(method['third_party_user_id']),
    joinedAt: readTimestamp(
      method['timeJoinedInMSSinceEpoch'] ?? method['timeJoined'] ?? method['time_joined'],
    ),
  }
}

const guessRecipe = (
  method: JsonObject,
  thirdPartyId: string | undefined,
  phone: string | undefined,
): string | undefined => {
  if (thirdPartyId !== undefined) return 'thirdparty'
  if ('password_hash' in method) return 'emailpassword'
  return phone === undefined && !('phone_number' in method) ? undefined : 'passwordless'
}

/** A passwordless address was proved by the code that was sent to it. */
const readVerified = (method: JsonObject, recipe: string | undefined): boolean | undefined =>
  readBoolean(method['isVerified']) ??
  readBoolean(method['verified']) ??
  readBoolean(method['email_verified']) ??
  (recipe === 'passwordless' ? true : undefined)
