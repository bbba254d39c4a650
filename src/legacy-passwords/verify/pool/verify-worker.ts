import { MigrationError } from '../../../outcome/migration-error.js'
import type { HashParams } from '../../../password/hash-params.js'
import { verifyLegacyPassword } from '../verify-legacy-password.js'

/** One password to be verified in a thread of its own: plain data, as it is in the store. */
export interface VerifyTask {
  source: string
  hash: unknown
  params: HashParams
  password: string
}

/** An error of another thread loses its class on the way, so a refusal comes as a value. */
export type VerifyAnswer = { isRight: boolean } | { code: string; message: string }

/** What a thread of the pool does. */
const verifyTask = async ({ source, hash, params, password }: VerifyTask): Promise<VerifyAnswer> => {
  try {
    return { isRight: await verifyLegacyPassword(source, hash, params, password) }
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error
    return { code: error.code, message: error.message }
  }
}

export default verifyTask
