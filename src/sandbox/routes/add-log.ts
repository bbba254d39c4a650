import { createId } from '../create-id.js'
import type { SandboxContext } from '../sandbox-context.js'

/** Writes one entry of the audit log. `payload` holds no secret. */
export const addLog = (
  context: SandboxContext,
  key: string,
  payload: Record<string, unknown>,
  createdAt: number = context.now(),
): void => {
  const { store } = context
  store.logs.push({
    tenantId: store.tenantId,
    id: createId(context.random, 21),
    key,
    payload: { key, ...payload },
    createdAt,
  })
}
