import type { JsonValue } from '../../source/source-record.js'
import type { ExportRequest } from '../export-request.js'
import type { ExportOutlook, ExportPart } from '../export-source.js'
import type { TokenRequest } from './reader/request-token.js'
import type { HeaderList } from './reader/header-list.js'
import type { SignableRequest, VendorApi } from './reader/vendor-api.js'
import type { Verdict } from './reader/vendor-refusal.js'

/** What a vendor says before anything is read. */
export interface VendorLook extends Pick<
  ExportOutlook,
  'systemVersion' | 'permissions' | 'settings' | 'continuation'
> {
  /** How many rows a part has, by the name of the part. */
  totals?: { readonly [part: string]: number | undefined }
  /** What this account is not given, besides what nobody is. */
  withheld?: readonly string[]
  /** Names of parts that are not read: the account may not, or there is no such thing. */
  without?: readonly string[]
}

/** Variables by the names that the vendor's file gives them; undefined where one is not set. */
export interface VendorValues {
  readonly [name: string]: string | undefined
}

/** What narrows an export down, and where its system can be chosen. */
export interface VendorAsked {
  since: string | undefined
  /** What an earlier export kept to go on from. */
  continuation: string | undefined
  via: ExportRequest['via']
  values: VendorValues
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
  /** What follows from the variables and the flags: `origin`, a region, what a file of credentials says. */
  complete?(values: VendorValues, request: ExportRequest): VendorValues | Promise<VendorValues>
  /** Within what the vendor documents for every plan. */
  rate: string
  /** Headers of every request; asked again after a 401. `request` gets a token from the vendor's own endpoint. */
  authorize(
    values: VendorValues,
    request: (token: TokenRequest) => Promise<string>,
    nowMs: number,
  ): HeaderList | Promise<HeaderList>
  /** Where each request is signed. */
  sign?(request: SignableRequest, values: VendorValues, nowMs: number): Promise<HeaderList>
  /** What an answer means, where its status does not say it. */
  judge?(status: number, body: JsonValue): Verdict | undefined
  /** What the vendor does not give out, a sentence each. */
  withheld: readonly string[]
  /** Whether it can be asked for users changed since a time, or since an earlier export alone. */
  canSince: boolean | 'export'
  /** One or two cheap requests: counts, and whether the account may read. */
  look?(api: VendorApi, asked: VendorAsked): Promise<VendorLook>
  parts(api: VendorApi, asked: VendorAsked): readonly ExportPart[]
}
