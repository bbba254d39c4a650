import { createSign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { MigrationError } from '../../../outcome/migration-error.js'
import { parseJson } from '../../../source/json/values/parse-json.js'
import { missingAccess } from '../reader/missing-access.js'
import type { VendorValues } from '../vendor.js'

const accountSchema = z.looseObject({
  project_id: z.string().min(1).optional(),
  client_email: z.string().min(1),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
  token_uri: z.url().default('https://oauth2.googleapis.com/token'),
})

type ServiceAccount = z.infer<typeof accountSchema>

/** @throws MigrationError `config/source_incomplete`, which quotes nothing of the key */
export const readAccount = async ({ account, accountFile }: VendorValues): Promise<ServiceAccount> => {
  const named = 'FIREBASE_SERVICE_ACCOUNT (its JSON), or GOOGLE_APPLICATION_CREDENTIALS (the file)'
  if (account === undefined && accountFile === undefined) throw missingAccess('Firebase', named)
  const text =
    account ??
    (await readFile(accountFile!, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw invalid(`GOOGLE_APPLICATION_CREDENTIALS names a file that cannot be read (${error.code ?? ''})`)
    }))
  return parseAccount(text)
}

/** @throws MigrationError `config/source_incomplete` */
export const parseAccount = (text: string): ServiceAccount => {
  const read = accountSchema.safeParse(parseJson(text))
  if (read.success) return read.data
  throw invalid('expected the JSON key of a service account, with client_email and private_key')
}

/** RFC 7523: the account vouches for itself, for an hour. */
export const assertAccount = (account: ServiceAccount, nowMs: number): string => {
  const issuedAt = Math.floor(nowMs / 1000)
  const { private_key_id: kid } = account
  const header = { alg: 'RS256', typ: 'JWT', ...(kid === undefined ? {} : { kid }) }
  const claims = {
    iss: account.client_email,
    scope: 'https://www.googleapis.com/auth/identitytoolkit',
    aud: account.token_uri,
    iat: issuedAt,
    exp: issuedAt + 3600,
  }
  const unsigned = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  try {
    return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(account.private_key, 'base64url')}`
  } catch {
    throw invalid('expected a private key in PEM in the service account, got something else')
  }
}

const invalid = (message: string): MigrationError =>
  new MigrationError('config', 'source_incomplete', `Firebase: ${message}`)
