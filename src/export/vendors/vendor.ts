import type { ExportOutlook, ExportPart } from '../export-source.js'
import type { VendorApi } from './reader/vendor-api.js'
import type { TokenRequest } from './reader/request-token.js'

/** What a vendor says before anything is read. */
export interface VendorLook extends Pick<ExportOutlook, 'systemVersion' | 'permissions'> {
  /** How many rows a part has, by the name of the part. */
  totals?: { readonly [part: string]: number | undefined }
  /** What this account is not given, besides what nobody is. */
  withheld?: readonly string[]
}

/** What narrows an export down, and where its system can be chosen. */
export interface VendorAsked {
  since: string | undefined
  values: { readonly [name: string]: string | undefined }
}

/** One vendor's API, as its public reference has it. */
export interface Vendor {
  /** As on the command line; the preset has the same name. */
  name: string
  title: string
  /** Where the API is, unless a variable says so. */
  origin?: string
  /** Environment variables that must be set: `origin`, `token`. */
  variables: { readonly [name: string]: string }
  optional?: { readonly [name: string]: string }
  /** Within what the vendor documents for every plan. */
  rate: string
  /** Headers of every request; asked again after a 401. `request` gets a token from the vendor's own endpoint. */
  authorize(
    values: { readonly [name: string]: string | undefined },
    request: (token: TokenRequest) => Promise<string>,
  ): { [header: string]: string } | Promise<{ [header: string]: string }>
  /** What the vendor does not give out, a sentence each. */
  withheld: readonly string[]
  /** Whether it can be asked for users changed since. */
  canSince: boolean
  /** One or two cheap requests: counts, and whether the account may read. */
  look?(api: VendorApi, asked: VendorAsked): Promise<VendorLook>
  parts(api: VendorApi, asked: VendorAsked): readonly ExportPart[]
}
