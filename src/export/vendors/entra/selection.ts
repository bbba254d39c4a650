import { rowsOf, textOf } from '../reader/read-pages.js'
import { unlessRefused } from '../reader/vendor-refusal.js'
import type { VendorApi } from '../reader/vendor-api.js'

/** Without `$select` Graph leaves out identities, accountEnabled and all extensions. */
const properties = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'otherMails',
  'userPrincipalName',
  'userType',
  'mobilePhone',
  'businessPhones',
  'preferredLanguage',
  'accountEnabled',
  'createdDateTime',
  'deletedDateTime',
  'identities',
  'jobTitle',
  'department',
  'companyName',
  'employeeId',
  'officeLocation',
  'streetAddress',
  'city',
  'state',
  'postalCode',
  'country',
]

/** What is asked for of each user: it depends on what the tenant has and the application may see. */
export class Selection {
  readonly #api: VendorApi
  #found: Promise<{ extensions: string[] | undefined; hasSignIns: boolean }> | undefined

  constructor(api: VendorApi) {
    this.#api = api
  }

  /** Custom attributes; undefined where the application may not list them. */
  async extensions(): Promise<string[] | undefined> {
    return (await this.#find()).extensions
  }

  /** The last sign-in is for tenants with a licence, and applications with a right of their own. */
  async hasSignIns(): Promise<boolean> {
    return (await this.#find()).hasSignIns
  }

  async select(): Promise<string> {
    const { extensions = [], hasSignIns } = await this.#find()
    return `$select=${[...properties, ...(hasSignIns ? ['signInActivity'] : []), ...extensions].join(',')}`
  }

  /** Pages are smaller where the last sign-in is asked for. */
  async query(): Promise<string> {
    return `$top=${(await this.hasSignIns()) ? 500 : 999}&${await this.select()}`
  }

  #find(): Promise<{ extensions: string[] | undefined; hasSignIns: boolean }> {
    this.#found ??= this.#ask()
    return this.#found
  }

  async #ask(): Promise<{ extensions: string[] | undefined; hasSignIns: boolean }> {
    const api = this.#api
    const listed = await unlessRefused(
      () => api.search('/v1.0/directoryObjects/getAvailableExtensionProperties', {}),
      ['refused', 'absent', 'invalid'],
    )
    const signIns = await unlessRefused(
      () => api.get('/v1.0/users?$top=1&$select=id,signInActivity'),
      ['refused', 'absent', 'invalid'],
    )
    const extensions =
      listed &&
      rowsOf(listed, 'value')
        .filter(({ targetObjects }) => Array.isArray(targetObjects) && targetObjects.includes('User'))
        .flatMap((property) => textOf(property, 'name') ?? [])
        .filter((name) => /^extension_\w{1,200}$/.test(name))
    return { extensions, hasSignIns: signIns !== undefined }
  }
}
