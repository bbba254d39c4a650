import type { Send } from '../http/api-call.js'
import { type Answered, refusalOf } from '../http/refusal.js'

/** Kinds of things that are deleted by their id alone. */
export type EntityPath =
  'users' | 'roles' | 'organizations' | 'organization-roles' | 'organization-invitations'

/** `absent` when it was gone already, as after an answer that got lost: safe to send again. */
export const deleteEntity = async (
  send: Send,
  kind: EntityPath,
  id: string,
  signal?: AbortSignal,
): Promise<Answered<'deleted' | 'absent'>> => {
  const response = await send({ method: 'DELETE', path: `/api/${kind}/${encodeURIComponent(id)}` }, signal)
  const refusal = refusalOf(response)
  if (refusal === undefined) return { value: 'deleted' }
  return response.status === 404 ? { value: 'absent' } : { refusal }
}
