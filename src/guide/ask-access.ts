import { testAccess, type Access } from '../jobs/target/test-access.js'
import type { CommandContext } from '../terminal/command-context.js'
import { consoleLinks } from './console-links.js'
import type { GuidePrompts } from './guide-prompts.js'
import { judgeAppId, judgeAppSecret, judgeEndpoint, judgeTenant, readTenant } from './judge-answers.js'
import { describeAccess, readAddress, settingsOf, type TargetAnswers } from './target-answers.js'

/** What is known of the target when the questions are over. */
export interface TargetOutcome {
  answers: TargetAnswers
  /** Undefined when there was not enough to try. */
  access: Access | undefined
  /** Something was typed that no file has yet. */
  isTyped: boolean
}

/** Asks for what is not known, tries it at once, and asks again as long as Logto says no and somebody wants to. */
export const askAccess = async (
  context: CommandContext,
  prompts: GuidePrompts,
  known: TargetAnswers,
): Promise<TargetOutcome> => {
  let answers = await askMissing(prompts, known)
  for (;;) {
    const isTyped = answers.appId !== known.appId || answers.appSecret !== known.appSecret
    const settings = settingsOf(answers, context.env)
    if (settings === undefined) return { answers, access: undefined, isTyped }
    prompts.tell('info', `Asking ${settings.endpoint} …`)
    const access = await testAccess(settings, context)
    prompts.tell(access.isGranted ? 'done' : 'error', describeAccess(access))
    if (access.isGranted) return { answers, access, isTyped }
    const next = await askAgain(prompts, answers)
    // What Logto has refused is no answer: nothing of it is written.
    if (next === undefined) return { answers: withoutRefused(answers, access), access, isTyped: false }
    answers = next
  }
}

/** The address stays where it answered; what it refused goes. */
export const withoutRefused = (answers: TargetAnswers, access: Access): TargetAnswers => {
  if (access.isGranted) return answers
  const didAnswer =
    /^(?:invalid_client|missing_scope|invalid_target|access_denied|unauthorized|forbidden)/.test(access.code)
  return {
    endpoint: didAnswer ? answers.endpoint : undefined,
    tenantId: didAnswer ? answers.tenantId : undefined,
    appId: undefined,
    appSecret: undefined,
    insecureHttp: answers.insecureHttp,
  }
}

const askMissing = async (prompts: GuidePrompts, known: TargetAnswers): Promise<TargetAnswers> => {
  const answers = { ...known }
  if (answers.endpoint === undefined && answers.tenantId === undefined) {
    const where = await prompts.pick({
      message: 'Where is your Logto?',
      choices: [
        { value: 'cloud', label: 'Logto Cloud', hint: 'https://<tenant id>.logto.app' },
        { value: 'own', label: 'A server of my own' },
        { value: 'later', label: 'Later', hint: 'logto-migrate sandbox serves one to rehearse with' },
      ],
    })
    if (where === 'later') return answers
    Object.assign(answers, await askAddress(prompts, where === 'cloud', undefined))
  }
  if (answers.appId === undefined || answers.appSecret === undefined) tellConsole(prompts, answers)
  return askApplication(prompts, answers)
}

const askAddress = async (
  prompts: GuidePrompts,
  isCloud: boolean,
  before: TargetAnswers | undefined,
): Promise<Pick<TargetAnswers, 'endpoint' | 'tenantId'>> => {
  if (isCloud) {
    const text = await prompts.ask({
      message: 'Tenant id?',
      placeholder: 'abc123, as in https://cloud.logto.io/abc123',
      validate: judgeTenant,
      ...(before?.tenantId !== undefined && { initial: before.tenantId }),
    })
    return readAddress(readTenant(text))
  }
  const text = await prompts.ask({
    message: 'Its address, where people sign in?',
    placeholder: 'https://auth.example.com',
    validate: judgeEndpoint,
    ...(before?.endpoint !== undefined && { initial: before.endpoint }),
  })
  return readAddress(text)
}

/** Two pages of the Console, and what to press there. */
const tellConsole = (prompts: GuidePrompts, { endpoint, tenantId }: TargetAnswers): void => {
  const { application, role, note } = consoleLinks(endpoint, tenantId)
  prompts.show('In the Console of Logto', [
    '1. Make a role of type machine-to-machine with the permission',
    '   "Logto Management API access":',
    `   ${role}`,
    '2. Make an application of type machine-to-machine, and give it that role:',
    `   ${application}`,
    '3. Copy its App ID and its App secret.',
    ...(note === undefined ? [] : ['', `   ${note}`]),
  ])
}

const askApplication = async (prompts: GuidePrompts, answers: TargetAnswers): Promise<TargetAnswers> => {
  const next = { ...answers }
  next.appId ??= await prompts.ask({ message: 'App ID?', validate: judgeAppId })
  next.appSecret ??= await prompts.ask({
    message: 'App secret? (not shown)',
    isHidden: true,
    validate: (text) => judgeAppSecret(text, next.appId),
  })
  return next
}

/** @returns what to try next; undefined: it is left for later */
const askAgain = async (prompts: GuidePrompts, before: TargetAnswers): Promise<TargetAnswers | undefined> => {
  const what = await prompts.pick({
    message: 'What now?',
    choices: [
      { value: 'secret', label: 'Another App secret' },
      { value: 'application', label: 'Another application' },
      { value: 'address', label: 'Another address' },
      { value: 'same', label: 'The same again', hint: 'after a change in the Console' },
      { value: 'later', label: 'Go on without', hint: 'nothing of it is written' },
    ],
  })
  const isCloud = before.tenantId !== undefined && before.tenantId !== 'default'
  switch (what) {
    case 'later':
      return undefined
    case 'same':
      return before
    case 'secret':
      return askApplication(prompts, { ...before, appSecret: undefined })
    case 'application':
      return askApplication(prompts, { ...before, appId: undefined, appSecret: undefined })
    default:
      return { ...before, ...(await askAddress(prompts, isCloud, before)) }
  }
}
