import { access, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createRunFolder, defaultRunFolder, locateRun, type RunFolder } from '../../checkpoint/run-folder.js'
import { loadConfig } from '../../config/load-config.js'
import { type Flags, resolveSettings, resolveTarget, type Settings } from '../../config/settings.js'
import { takeExport } from '../../export/manifest/take-export.js'
import type { Send } from '../../logto/http/api-call.js'
import type { Target } from '../../logto/create-target.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { suffixOfShard } from '../../plan/shard.js'
import type { CompareReport } from '../../verify/compare/compare-report.js'
import { compareUsers } from '../../verify/compare/compare-users.js'
import { DifferencesFile } from '../../verify/differences-file.js'
import { judgeVerification } from '../../verify/judge-verification.js'
import type { KnownPasswordIndex } from '../../verify/proofs/known-passwords.js'
import type { ProofReport } from '../../verify/proofs/password-proofs.js'
import { proveOnTarget } from '../../verify/proofs/prove-on-target.js'
import { diagnoseWrong, PasswordProver } from '../../verify/proofs/prove-passwords.js'
import { readRunUsers, type RunUsers } from '../../verify/read-run-users.js'
import { UnnamedUsers } from '../../verify/unnamed-users.js'
import { describeVerification } from '../../verify/verification-text.js'
import type { CommandContext, CommonFlags } from '../context.js'
import { fingerprintFiles } from '../input/import-input.js'
import { openKnownPasswords } from './open-known-passwords.js'
import { expandFiles, openPipeline, type Pipeline } from '../input/open-pipeline.js'
import { tellLookalike } from '../terminal/tell-source.js'
import { withOpenTarget } from '../target/open-target.js'
import { createReadOnlyResolver } from './resolve-read-only.js'

export interface VerifyFlags extends Flags, CommonFlags {
  passwords?: string
  passwordsOnly?: boolean
  /** False with --no-scan. */
  scan?: boolean
  out?: string
}

/** Compares the target with the source, and proves known passwords there. 0 when all is as it should be, else 1. */
export const runVerifyCommand = async (
  context: CommandContext,
  operands: string[],
  flags: VerifyFlags,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const { settings } = await takeExport(resolveSettings(operands, flags, config))
  const target = resolveTarget(flags, context.env, config)
  const hasSource = settings.files.length > 0 || settings.records !== undefined
  if (!hasSource && (flags.passwords === undefined || flags.passwordsOnly !== true)) {
    throw usage(
      'verify compares with the exports: name them, set source in the config, or give --passwords with --passwords-only',
    )
  }
  const files = hasSource ? await expandFiles(settings) : []
  const index = await openKnownPasswords(flags.passwords, files, context)
  if (index === undefined && flags.passwordsOnly === true)
    throw usage('--passwords-only needs --passwords <file>')
  const folder = locateRun(
    settings.run ??
      (files[0] === undefined
        ? '.migrate'
        : defaultRunFolder(files[0], settings.shard && suffixOfShard(settings.shard))),
  )
  const run = await readRun(folder, files, index)
  if (index !== undefined) {
    context.stderr('A right password makes Logto replace the stored hash by its own Argon2i.\n')
  }

  const isCompared = hasSource && flags.passwordsOnly !== true
  const out = flags.out ?? join(folder.folder, 'differences.ndjson')
  if ([...files, flags.passwords ?? '-'].some((path) => path !== '-' && resolve(path) === resolve(out))) {
    throw usage(`--out would overwrite ${out}, which is read: name another file`)
  }
  // What an earlier comparison found must not be taken for what this one finds.
  if (isCompared) await rm(out, { force: true })
  const file = new DifferencesFile(out, async () => {
    if (flags.out === undefined) await createRunFolder(folder)
  })
  const verification = await closeAfter(file, () =>
    withOpenTarget(target, settings, context, {}, async (opened) => {
      const { send, endpoint } = opened
      const pipeline = hasSource ? await openPipeline(settings, files, context) : undefined
      if (pipeline !== undefined) tellLookalike(pipeline, context)
      const prover = index === undefined ? undefined : new PasswordProver(index)
      const compared =
        isCompared && pipeline !== undefined
          ? await comparePipeline(pipeline, {
              send,
              run,
              unnamed: await findUnnamed(opened, run, settings, flags, context),
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
    }),
  )
  context.stdout(
    flags.json === true ? `${JSON.stringify(verification)}\n` : describeVerification(verification),
  )
  return verification.isVerified ? 0 : 1
}

const closeAfter = async <Result>(file: DifferencesFile, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work()
  } finally {
    await file.close()
  }
}

/** The users of the run; undefined when there is no checkpoint. */
const readRun = async (
  { checkpoint }: RunFolder,
  files: string[],
  index: KnownPasswordIndex | undefined,
): Promise<RunUsers | undefined> => {
  const isThere = await access(checkpoint).then(
    () => true,
    () => false,
  )
  if (!isThere) return undefined
  const keys = new Set(index?.entries.map(({ key }) => key).filter((key) => key !== undefined))
  const run = await readRunUsers(checkpoint, keys)
  await refuseOtherInput(run, files, checkpoint)
  return run
}

/** The checkpoint names records by their position, so it must be the same input. */
const refuseOtherInput = async ({ header }: RunUsers, files: string[], checkpoint: string): Promise<void> => {
  if (header === undefined || files.length === 0) return
  const { input: now } = await fingerprintFiles(files)
  const isSame =
    now.length === header.input.length &&
    now.every(({ sha256 }, place) => sha256 === (header.input[place]?.sha256 ?? null))
  if (isSame) return
  throw new MigrationError(
    'checkpoint',
    'checkpoint_foreign',
    `${checkpoint} belongs to another input: give the files that were imported, or another folder with --run`,
  )
}

/** Without a run or its mark in custom data there is nothing to look for. */
const findUnnamed = async (
  target: Pick<Target, 'send' | 'clockSkewMs'>,
  run: RunUsers | undefined,
  { keepMigratedFrom }: Settings,
  { scan }: VerifyFlags,
  { stop }: CommandContext,
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
  context: CommandContext
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
  context: CommandContext,
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
  context: CommandContext
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
