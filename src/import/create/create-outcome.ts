import type { LogtoUser } from '../../logto/calls/user.js'

export type CreateOutcome =
  | { kind: 'created' | 'adopted'; id: string }
  | { kind: 'existing'; id: string; code: string }
  /** Somebody is there and is to get the content of the record. */
  | { kind: 'update'; user: LogtoUser }
  /** Somebody of an earlier pass has an identifier, and may lose it in this pass: to be tried once more. */
  | { kind: 'deferred'; holderIds: string[] }
  | { kind: 'failed'; code: string; status: number | undefined }
