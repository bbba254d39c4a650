import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import type { JournalFile } from '../../src/checkpoint/lines/journal-file.js'
import type { SyncMode } from '../../src/checkpoint/journal.js'
import { type OpenRun, openRun } from '../../src/checkpoint/open-run.js'
import { readBase } from '../../src/checkpoint/read-base.js'
import { readEntries } from '../../src/checkpoint/read-checkpoint.js'
import { locateRun, type RunFolder } from '../../src/checkpoint/run-folder.js'
import type { OrganizationsConfig, RolesConfig } from '../../src/config/config.js'
import type { Effects } from '../../src/effects/effects.js'
import { systemEffects } from '../../src/effects/system-effects.js'
import type { DriveOutcome } from '../../src/import/create/drive-record.js'
import { createOrganizationSource } from '../../src/import/memberships/organization-source.js'
import { OrganizationResolver } from '../../src/import/memberships/resolve-organizations.js'
import { RoleResolver } from '../../src/import/memberships/resolve-roles.js'
import { createOrganizationRoleSource, createRoleSource } from '../../src/import/memberships/role-source.js'
import { type DeltaRules, type ImportEnd, runImport } from '../../src/import/run-import.js'
import type { ApiRequest, ApiResponse } from '../../src/logto/http/api-call.js'
import { createTarget } from '../../src/logto/create-target.js'
import { createConcurrency } from '../../src/pace/concurrency/concurrency.js'
import { createPacer } from '../../src/pace/create-pacer.js'
import { createFingerprinter } from '../../src/plan/fingerprint-plan.js'
import { defaultPlanRules, type PlanRules } from '../../src/plan/plan-rules.js'
import { RecordPlanner } from '../../src/plan/record-planner.js'
import { generic } from '../../src/presets/generic/generic.js'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { emptyContext } from '../presets/empty-context.js'

/** Stands for a record that cannot be read. */
export const unreadable: JsonObject = {}

/** Waits pass at once; what is awaited still gets its turn. */
const hastyEffects: Effects = {
  ...systemEffects,
  sleep: (_delayMs, signal) => systemEffects.sleep(1, signal),
}

export interface Bench {
  sandbox: Sandbox
  run: RunFolder
  /** One session over the records. */
  write(records: JsonObject[], options?: WriteOptions): Promise<Session>
}

export interface WriteOptions {
  onConflict?: 'skip' | 'update' | 'fail'
  /** The records are a newer export. */
  delta?: Partial<Omit<DeltaRules, 'base'>>
  recreateOnPasswordChange?: boolean
  /** With which fingerprints of passwords are made. @default 'secret' */
  secret?: string
  /** Content of the input, as far as the checkpoint tells inputs apart. @default 'same' */
  inputHash?: string
  roles?: RolesConfig
  organizations?: OrganizationsConfig
  rules?: Partial<PlanRules>
  openFile?: (path: string) => Promise<JournalFile>
  /** Sees every request before it leaves. */
  onRequest?: (request: ApiRequest) => void
  /** Stands between the writer and the target: may lose the request or its answer. */
  interfere?: (request: ApiRequest, perform: () => Promise<ApiResponse>) => Promise<ApiResponse>
  limit?: number
  concurrency?: number
  beginsAhead?: boolean
  /** @default 'never' */
  sync?: SyncMode
  stop?: AbortSignal
  run?: RunFolder
}

export interface Session {
  end: ImportEnd
  outcomes: Map<string, DriveOutcome>
  entries: CheckpointEntry[]
}

/** A sandbox and a run folder of one test. */
export const createBench = async (options: SandboxOptions = {}): Promise<Bench> => {
  const sandbox = await startSandbox(options)
  const folder = mkdtempSync(join(tmpdir(), 'logto-migrate-test-'))
  onTestFinished(async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const run = locateRun(join(folder, 'run'))
  return { sandbox, run, write: (records, rest) => writeRecords(sandbox, records, { run, ...rest }) }
}

const writeRecords = async (
  sandbox: Sandbox,
  records: JsonObject[],
  { run, onConflict = 'skip', concurrency: slots = 4, ...options }: WriteOptions & { run: RunFolder },
): Promise<Session> => {
  const effects = hastyEffects
  const pacer = await createPacer({ rate: 'off', effects })
  const concurrency = createConcurrency({ rate: 'off', now: effects.now, auto: false, initial: slots })
  const target = createTarget({
    endpoint: sandbox.url,
    appId: 'sandbox-app',
    appSecret: 'sandbox-secret',
    pacer,
    effects,
    timeoutMs: 2000,
  })
  const send: typeof target.send = (request, signal) => {
    options.onRequest?.(request)
    const perform = () => target.send(request, signal)
    return options.interfere === undefined ? perform() : options.interfere(request, perform)
  }
  let opened: OpenRun | undefined
  let delta: DeltaRules | undefined
  const outcomes = new Map<string, DriveOutcome>()
  try {
    opened = await openRun({
      run,
      source: 'generic',
      input: [{ path: 'records', size: 1, sha256: options.inputHash ?? 'same' }],
      isDelta: options.delta !== undefined,
      secretCheck: () => options.secret ?? 'secret',
      target: { endpoint: sandbox.url, tenantId: 'default' },
      mode: 'auto',
      sync: options.sync ?? 'never',
      toolVersion: '0.1.0',
      effects,
      openFile: options.openFile,
    })
    const { journal } = opened
    const planner = new RecordPlanner({
      preset: generic,
      context: emptyContext,
      rules: { ...defaultPlanRules, ...options.rules },
    })
    delta = await openDelta(opened, options)
    const end = await runImport({
      records: planAll(records, planner),
      run: opened,
      send,
      concurrency,
      resolvers: {
        roles: new RoleResolver(createRoleSource(send), options.roles ?? {}, journal),
        organizations: new OrganizationResolver(
          createOrganizationSource(send, () => Promise.resolve()),
          options.organizations ?? {},
          journal,
        ),
        organizationRoles: new RoleResolver(
          createOrganizationRoleSource(send),
          options.organizations?.roles ?? {},
          journal,
        ),
      },
      effects,
      onConflict,
      fingerprinter: createFingerprinter({
        salt: opened.state.header!.run,
        secret: options.secret ?? 'secret',
      }),
      delta,
      recreateOnPasswordChange: options.recreateOnPasswordChange,
      limit: options.limit,
      beginsAhead: options.beginsAhead,
      settleMs: 1,
      settleWithinMs: 8,
      stop: options.stop ?? new AbortController().signal,
      events: {
        onRecord: () => undefined,
        onOutcome: ({ sourceKey }, outcome) => void outcomes.set(sourceKey ?? '', outcome),
        onUnsettled: () => undefined,
        onMembershipFailure: () => undefined,
      },
    })
    await opened.close(end === 'complete' ? 'complete' : 'stopped')
    opened = undefined
    return { end, outcomes, entries: await readAllEntries(run) }
  } finally {
    await opened?.close('stopped').catch(() => undefined)
    delta?.base.close()
    await target.close()
  }
}

const openDelta = async (
  { state, run }: OpenRun,
  { delta, secret = 'secret' }: WriteOptions,
): Promise<DeltaRules | undefined> =>
  state.pass === 1
    ? undefined
    : {
        base: await readBase(run.checkpoint, state.pass, secret),
        vanished: { action: 'report', isConfirmed: true },
        deleteMissingMemberships: false,
        ...delta,
      }

async function* planAll(records: JsonObject[], planner: RecordPlanner) {
  await Promise.resolve()
  yield records.map((record, index) => {
    const place = { ordinal: index + 1, file: 'records', line: index + 1 }
    const problem = { code: 'json_syntax', message: 'Not JSON.' } as const
    return planner.plan(
      record === unreadable
        ? { ...place, record: undefined, raw: '{', problem }
        : { ...place, record, raw: undefined, problem: undefined },
    )
  })
}

const readAllEntries = async (run: RunFolder): Promise<CheckpointEntry[]> => {
  const all: CheckpointEntry[] = []
  for await (const entries of readEntries(run.checkpoint)) all.push(...entries)
  return all
}
