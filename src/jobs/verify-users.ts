import { join, resolve } from 'node:path'
import { createRunFolder, defaultRunFolder, locateRun } from '../checkpoint/run-folder.js'
import type { Settings } from '../config/settings.js'
import type { Send } from '../logto/http/api-call.js'
import type { Target } from '../logto/create-target.js'
import { MigrationError } from '../outcome/migration-error.js'
import { removeOutputFile } from '../outcome/output-file.js'
import { suffixOfShard } from '../plan/shard.js'
import type { CompareReport } from '../verify/compare/compare-report.js'
import { compareUsers } from '../verify/compare/compare-users.js'
import { DifferencesFile } from '../verify/differences-file.js'
import { judgeVerification } from '../verify/judge-verification.js'
import type { KnownPasswordIndex } from '../verify/proofs/known-passwords.js'
import type { ProofReport } from '../verify/proofs/password-proofs.js'
import { proveOnTarget } from '../verify/proofs/prove-on-target.js'
import { diagnoseWrong, PasswordProver } from '../verify/proofs/prove-passwords.js'
import type { RunUsers } from '../verify/read-run-users.js'
import { UnnamedUsers } from '../verify/unnamed-users.js'
import type { Verification } from '../verify/verification-text.js'
import type { JobContext } from './job-context.js'
import { takeSettings } from './input/take-settings.js'
import { settleLegacy } from './legacy/settle-legacy.js'
import { type JobOptions, openJob, targetOf } from './job-options.js'
import { runPath } from './run-path.js'
import { readRun } from './verify/read-run.js'
import { openKnownPasswords } from './verify/open-known-passwords.js'
import { expandFiles, openPipeline, type Pipeline } from './input/open-pipeline.js'
import { tellLookalike } from './tell-source.js'
import { withOpenTarget } from './target/open-target.js'
import { createReadOnlyResolver } from './verify/resolve-read-only.js'

export interface VerifyUsersOptions extends JobOptions {
  /** File of known passwords, which are tried on the target. */
  passwords?: string | undefined
  /** Compares nobody. */
  passwordsOnly?: boolean | undefined
  /** Whether to look for users who carry the run's mark and that the checkpoint does not name. Default: true. */
  scan?: boolean | undefined
  /** Where the differences go. Default: `differences.ndjson` in the run's folder. */
  out?: string | undefined
}

/** Compares the target with the source, and proves known passwords there. */
export const verifyUsers = async (options: VerifyUsersOptions): Promise<Verification> => {
  const context = openJob(options)
  const target = targetOf(options)
  const { settings: given } = await takeSettings(options)
  const hasSource = given.files.length > 0 || given.records !== undefined
  if (!hasSource && (options.passwords === undefined || options.passwordsOnly !== true)) {
    throw usage(
      'verify compares with the exports: name them, set source in the config, or give --passwords with --passwords-only',
    )
  }
  const files = hasSource ? await expandFiles(given) : []
  if (options.passwords === undefined && options.passwordsOnly === true)
    throw usage('--passwords-only needs --passwords <file>')
  return withOpenTarget(target, given, context, {}, async (opened) => {
    // Wrong credentials are told before an input is read that may take minutes.
    await opened.send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, context.stop)
    return verifyInput(opened, { options, given, files, context })
  })
}

interface VerifyInput {
  options: VerifyUsersOptions
  given: Settings
  /** Empty: known passwords alone are proved. */
  files: string[]
  context: JobContext
}

const verifyInput = async (
  opened: Target,
  { options, given, files, context }: VerifyInput,
): Promise<Verification> => {
  const index = await openKnownPasswords(options.passwords, files, context)
  const named =
    given.run ??
    (files[0] === undefined
      ? '.migrate'
      : defaultRunFolder(files[0], given.shard && suffixOfShard(given.shard)))
  const folder = locateRun(runPath(named, context.folder))
  const settings = await settleLegacy(given, folder)
  const run = await readRun(folder, files, settings, index)
  if (index !== undefined) {
    context.emit({ type: 'note', code: 'passwords_rehashed' })
  }

  const hasSource = files.length > 0
  const isCompared = hasSource && options.passwordsOnly !== true
  const out = options.out ?? join(folder.folder, 'differences.ndjson')
  if ([...files, options.passwords ?? '-'].some((path) => path !== '-' && resolve(path) === resolve(out))) {
    throw usage(`--out would overwrite ${out}, which is read: name another file`)
  }
  // What an earlier comparison found must not be taken for what this one finds.
  if (isCompared) await removeOutputFile(out)
  const file = new DifferencesFile(out, async () => {
    if (options.out === undefined) await createRunFolder(folder)
  })
  return closeAfter(file, async () => {
    const { send, endpoint } = opened
    const pipeline = hasSource ? await openPipeline(settings, files, context) : undefined
    if (pipeline !== undefined) tellLookalike(pipeline, context)
    const prover = index === undefined ? undefined : new PasswordProver(index)
    const compared =
      isCompared && pipeline !== undefined
        ? await comparePipeline(pipeline, {
            send,
            run,
            unnamed: await findUnnamed(opened, run, settings, options, context),
            index,
            prover,
            file,
            settings,
            context,
          })
        : await readPipeline(pipeline, prover, context)
    const passwordProof =
      index === undefined ? undefined : await proveKnown(send, index, { run, prover, pipeline, context })
    const by = run === undefined ? 'identifiers' : 'checkpoint'
    const differences = file.isEmpty ? undefined : out
    const reasons = judgeVerification(compared, passwordProof)
    const isVerified = reasons.length === 0
    return { endpoint, by, compared, differences, passwordProof, reasons, isVerified } as const
  })
}

const closeAfter = async <Result>(file: DifferencesFile, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work()
  } finally {
    await file.close()
  }
}

/** Without a run or its mark in custom data there is nothing to look for. */
const findUnnamed = async (
  target: Pick<Target, 'send' | 'clockSkewMs'>,
  run: RunUsers | undefined,
  { keepMigratedFrom }: Settings,
  { scan }: VerifyUsersOptions,
  { stop }: JobContext,
): Promise<UnnamedUsers | undefined> =>
  scan === false || keepMigratedFrom === false || run?.header === undefined || !run.hasBegun
    ? undefined
    : UnnamedUsers.find(target, run.header, run, stop)

interface CompareParts {
  send: Send
  run: RunUsers | undefined
  unnamed: UnnamedUsers | undefined
  index: KnownPasswordIndex | undefined
  prover: PasswordProver | undefined
  file: DifferencesFile
  settings: Settings
  context: JobContext
}

const comparePipeline = (
  { records }: Pipeline,
  { send, run, unnamed, index, prover, file, settings, context }: CompareParts,
): Promise<CompareReport> =>
  compareUsers({
    send,
    records,
    run,
    unnamed,
    resolveMemberships: createReadOnlyResolver(send, settings, context),
    isProved: ({ plan }) => index?.find(plan) !== undefined,
    onRecord: (record) => prover?.take(record),
    onDifference: (difference) => file.add(difference),
    stop: context.stop,
  })

/** Without a comparison the source is read only to say why a password is wrong. */
const readPipeline = async (
  pipeline: Pipeline | undefined,
  prover: PasswordProver | undefined,
  context: JobContext,
): Promise<undefined> => {
  if (pipeline === undefined) return
  for await (const batch of pipeline.records) {
    context.stop.throwIfAborted()
    for (const record of batch) prover?.take(record)
  }
}

interface ProveParts {
  run: RunUsers | undefined
  prover: PasswordProver | undefined
  pipeline: Pipeline | undefined
  context: JobContext
}

const proveKnown = async (
  send: Send,
  { entries }: KnownPasswordIndex,
  { run, prover, pipeline, context }: ProveParts,
): Promise<ProofReport> => {
  const proofs = await proveOnTarget({
    send,
    known: entries,
    idsByKey: run?.byKey ?? new Map(),
    diagnose: async (known) => {
      const record = prover?.recordOf(known)
      if (record === undefined || pipeline === undefined) return undefined
      return diagnoseWrong(record, known.password, pipeline.preset, pipeline.presetContext)
    },
    stop: context.stop,
  })
  return proofs.report()
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
