import { MigrationError } from '../../outcome/migration-error.js'
import { parseRate } from '../../pace/parse-rate.js'
import type { ActionsMode, IdsMode } from '../../sandbox/sandbox-context.js'
import { readCredentials, type SandboxOptions } from '../../sandbox/sandbox-options.js'
import { startSandbox } from '../../sandbox/start-sandbox.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'

export interface SandboxFlags extends CommonFlags {
  port: string
  latency?: string
  rate?: string
  tokenLifetime: string
  pool?: string
  readLag?: string
  actions: string
  keepsIds?: true | string
  faults?: string
  seed: string
}

/** Serves the sandbox until it is told to stop. The first line on stdout says where it listens. */
export const runSandboxCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: SandboxFlags,
): Promise<number> => {
  const rate = flags.rate === undefined ? 'off' : parseRate(flags.rate)
  const options: SandboxOptions = {
    port: readPort(flags.port),
    latencyMs: readLatency(flags.latency),
    limit: rate === 'off' ? undefined : { requests: rate.limit, windowMs: rate.windowMs },
    tokenLifetimeSeconds: readNumber('--token-lifetime', flags.tokenLifetime),
    pool: flags.pool === undefined ? undefined : readNumber('--pool', flags.pool),
    readLagMs: flags.readLag === undefined ? undefined : readNumber('--read-lag', flags.readLag),
    actions: readActions(flags.actions),
    keepsIds: readIdsMode(flags.keepsIds),
    faults: readFaults(flags.faults),
    seed: readNumber('--seed', flags.seed),
  }
  const sandbox = await startSandbox(options)
  const [app] = readCredentials(options)
  const environment = {
    LOGTO_ENDPOINT: sandbox.url,
    LOGTO_APP_ID: app?.id,
    LOGTO_APP_SECRET: app?.secret,
  }
  if (flags.json === true) {
    context.stdout(`${JSON.stringify({ url: sandbox.url, environment })}\n`)
  } else {
    const lines = Object.entries(environment).map(([name, value]) => `  export ${name}=${value}\n`)
    context.stdout(`Sandbox listening on ${sandbox.url}\n${lines.join('')}`)
    context.stderr('Stop it with Ctrl-C.\n')
  }
  await new Promise<void>((resolve) => {
    if (context.stop.aborted) resolve()
    else context.stop.addEventListener('abort', () => resolve(), { once: true })
  })
  await sandbox.close()
  return 0
}

const readNumber = (flag: string, text: string): number => {
  if (!/^\d+$/.test(text)) throw usage(`${flag} takes a whole number, got "${text}"`)
  return Number(text)
}

const readPort = (text: string): number => {
  const port = readNumber('--port', text)
  if (port > 65_535) throw usage(`--port takes a number up to 65535, or 0 for a free port, got ${text}`)
  return port
}

const readLatency = (text: string | undefined): number | [number, number] | undefined => {
  if (text === undefined) return undefined
  const match = /^(\d+)(?:-(\d+))?$/.exec(text)
  if (match === null) throw usage(`--latency takes milliseconds such as 50 or 20-200, got "${text}"`)
  return match[2] === undefined ? Number(match[1]) : [Number(match[1]), Number(match[2])]
}

const readActions = (text: string): ActionsMode => {
  if (text === 'available' || text === 'forbidden' || text === 'absent') return text
  throw usage(`--actions takes available, forbidden or absent, got "${text}"`)
}

const readIdsMode = (given: true | string | undefined): IdsMode => {
  if (given === undefined) return false
  if (given === true || given === 'refused') return given
  throw usage(`--keeps-ids takes nothing or refused, got "${given}"`)
}

const readFaults = (text: string | undefined): SandboxOptions['faults'] => {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as SandboxOptions['faults']
  } catch (cause) {
    throw new MigrationError(
      'usage',
      'flag_invalid',
      '--faults takes a JSON object, see logto-migrate docs sandbox',
      {
        cause,
      },
    )
  }
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
