import type { Environment } from '../config/load-config.js'
import type { TargetSettings } from '../config/settings.js'
import { readProxy } from '../outcome/read-proxy.js'
import type { Terminal } from '../terminal/terminal.js'
import type { CommandContext } from '../terminal/command-context.js'
import { type Access, testAccess } from '../jobs/target/test-access.js'

/** What init knows of the target: from flags, the environment, and whoever sits before the terminal. */
export interface TargetAnswers {
  endpoint: string | undefined
  tenantId: string | undefined
  appId: string | undefined
  appSecret: string | undefined
  /** `http://` may be used for more than loopback. */
  insecureHttp?: boolean | undefined
}

export interface TargetOutcome {
  answers: TargetAnswers
  /** Undefined when there was not enough to try. */
  access: Access | undefined
  /** Something was typed that no file has yet. */
  isTyped: boolean
}

/** Asks one question and gives the answer without the blanks around it; empty at the end of the input. */
export type Ask = (question: string, options?: { isHidden: boolean }) => Promise<string>

export const createAsk =
  (terminal: Terminal, stderr: (text: string) => void): Ask =>
  async (question, options = { isHidden: false }) => {
    stderr(`${question} `)
    const answer = await terminal.readLine(options)
    // What was typed unseen has brought no line end, nor has the end of the input.
    if (options.isHidden || answer === undefined) stderr('\n')
    return (answer ?? '').trim()
  }

/** Asks for what is not known, and again for all of it as long as Logto says no and the operator wants to. */
export const askForTarget = async (
  context: CommandContext,
  known: TargetAnswers,
  ask: Ask,
): Promise<TargetOutcome> => {
  let answers = await askMissing(known, ask)
  for (;;) {
    const isTyped = answers.appId !== known.appId || answers.appSecret !== known.appSecret
    const settings = settingsOf(answers, context.env)
    if (settings === undefined) return { answers, access: undefined, isTyped }
    const access = await testAccess(settings, context)
    context.stderr(`${describeAccess(access)}\n`)
    if (access.isGranted || !isYes(await ask('Change the answers? [Y/n]')))
      return { answers, access, isTyped }
    answers = await askAll(answers, ask)
  }
}

export const describeAccess = (access: Access): string => {
  if (!access.isGranted) return `No access: ${access.message}`
  const { users, clockSkewSeconds } = access
  const skew =
    Math.abs(clockSkewSeconds ?? 0) > 5 ? `; its clock is ${clockSkewSeconds} s ahead of this one` : ''
  return `Access works${users === null ? '' : `: ${users.toLocaleString('en-US')} users are there`}${skew}.`
}

/** An empty answer is a yes. */
export const isYes = (answer: string): boolean => /^(y(es)?)?$/i.test(answer)

/** Complete settings, or undefined while something is missing. */
export const settingsOf = (
  { endpoint, tenantId = 'default', appId, appSecret, insecureHttp }: TargetAnswers,
  env: Environment,
): TargetSettings | undefined => {
  const url = endpoint ?? (tenantId === 'default' ? undefined : cloudUrl(tenantId))
  if (url === undefined || appId === undefined || appSecret === undefined) return undefined
  const resource = env['LOGTO_RESOURCE'] ?? `https://${tenantId}.logto.app/api`
  const address = trimUrl(url)
  return {
    endpoint: address,
    proxy: readProxy(env, address),
    insecureHttp,
    tenantId,
    resource,
    appId,
    appSecret,
  }
}

/** `abc123` is a tenant of Logto Cloud, and so is `https://abc123.logto.app`; everything else is self-hosted. */
export const readAddress = (text: string): { endpoint: string; tenantId: string } => {
  if (/^[a-z0-9]+$/i.test(text) && text !== 'localhost') return { endpoint: cloudUrl(text), tenantId: text }
  const url = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return { endpoint: trimUrl(url), tenantId: /^([a-z0-9]+)\.logto\.app$/i.exec(host)?.[1] ?? 'default' }
}

const askMissing = async (known: TargetAnswers, ask: Ask): Promise<TargetAnswers> => {
  const answers = { ...known }
  if (answers.endpoint === undefined && answers.tenantId === undefined) {
    const address = await ask('URL of Logto, or tenant id on Logto Cloud? (empty: later)')
    if (address === '') return answers
    Object.assign(answers, readAddress(address))
  }
  answers.appId ??= given(await ask('Id of the machine-to-machine application? (empty: later)'))
  if (answers.appId !== undefined) {
    answers.appSecret ??= given(await ask('Its secret? (not shown; empty: later)', { isHidden: true }))
  }
  return answers
}

/** Enter keeps what was answered before. */
const askAll = async (before: TargetAnswers, ask: Ask): Promise<TargetAnswers> => {
  const address = await ask(
    `URL of Logto, or tenant id on Logto Cloud? [${before.endpoint ?? before.tenantId}]`,
  )
  return {
    endpoint: before.endpoint,
    tenantId: before.tenantId,
    insecureHttp: before.insecureHttp,
    ...(address === '' ? {} : readAddress(address)),
    appId: given(await ask(`Id of the machine-to-machine application? [${before.appId}]`)) ?? before.appId,
    appSecret:
      given(await ask('Its secret? (not shown) [as before]', { isHidden: true })) ?? before.appSecret,
  }
}

const given = (answer: string): string | undefined => (answer === '' ? undefined : answer)

const cloudUrl = (tenantId: string): string => `https://${tenantId}.logto.app`

/** People paste the Management API's own address. */
const trimUrl = (url: string): string => url.replace(/\/+$/, '').replace(/\/api$/, '')
