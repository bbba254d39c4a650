import { MigrationError } from '../outcome/migration-error.js'

/** What is needed to reach Logto, and how each is given. */
const hints = {
  endpoint: {
    what: 'the URL of Logto',
    how: 'LOGTO_ENDPOINT, --endpoint or target.endpoint in the config; on Logto Cloud LOGTO_TENANT_ID is enough',
  },
  appId: {
    what: 'the id of the machine-to-machine application',
    how: 'LOGTO_APP_ID, --app-id or target.appId in the config',
  },
  appSecret: { what: 'the secret of the application', how: 'LOGTO_APP_SECRET' },
} as const

export type TargetPart = keyof typeof hints

/** Everything that is missing in one message: whoever is told one thing at a time comes back three times. */
export const missingTarget = (missing: readonly TargetPart[]): MigrationError => {
  const end = 'or let logto-migrate init ask for them, try them and write .env'
  const [first] = missing
  if (missing.length === 1 && first !== undefined) {
    const { what, how } = hints[first]
    return incomplete(`${what} is missing: set ${how}; ${end.replaceAll('them', 'it')}`)
  }
  const lines = missing.map((part) => `  ${hints[part].what}: ${hints[part].how}`)
  return incomplete(
    [`${missing.length} things are missing to reach Logto:`, ...lines, `Set them, ${end}`].join('\n'),
  )
}

const incomplete = (message: string): MigrationError =>
  new MigrationError('config', 'target_incomplete', message)
