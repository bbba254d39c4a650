import type { ExportPart } from '../export-source.js'
import type { VendorApi } from './reader/vendor-api.js'

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
  authorize(values: { readonly [name: string]: string | undefined }): { [header: string]: string }
  /** What the vendor does not give out, a sentence each. */
  withheld: readonly string[]
  /** Whether it can be asked for users changed since. */
  canSince: boolean
  parts(api: VendorApi, asked: { since: string | undefined }): readonly ExportPart[]
}
