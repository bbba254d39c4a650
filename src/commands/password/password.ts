import { loadConfig } from '../../config/load-config.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { checkParam } from '../../password/check-param.js'
import { diagnosePassword } from '../../password/diagnose/diagnose-password.js'
import { explainPassword } from '../../password/explain-password.js'
import { type HashParams, readRecord } from '../../password/hash-params.js'
import { passwordSystems } from '../../password/systems/password-systems.js'
import type { Preset } from '../../presets/preset.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { runPasswordBatch } from './password-batch.js'
import { describeExplanation } from './password-text.js'
import { readInputLines } from './read-input-lines.js'

export interface PasswordFlags extends CommonFlags {
  source?: string
  param?: string[]
  verify?: boolean
  batch?: string
}

/**
 * Says what Logto gets for one stored password and, with --verify, whether the plaintext on standard input matches
 * it. 1 when the hash is refused or the password is wrong.
 */
export const runPasswordCommand = async (
  context: CommandContext,
  operands: string[],
  flags: PasswordFlags,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const source = (flags.source ?? namePreset(config.source?.preset) ?? 'generic').toLowerCase()
  const { convert, params: columns, ...configured } = config.password ?? {}
  if (convert !== undefined)
    context.stderr('password.convert() of the config needs a record: not used here\n')
  const params: HashParams = { ...configured, ...columns, ...readParams(flags.param ?? []) }
  if (flags.batch !== undefined) return runPasswordBatch(context, flags.batch, source, params, flags)

  if (!passwordSystems.has(source)) {
    context.stderr(`No system is called "${source}": the hash is read by what it says itself\n`)
  }
  const { sourceHash, password } = await readInput(context, operands, flags.verify === true)
  const explanation = explainPassword(source, sourceHash, params)
  if (explanation.family === 'unknown') {
    context.stderr('No known format. In a shell, a hash with $ in it must stand in single quotes\n')
  }
  const proof =
    password === undefined ? undefined : await diagnosePassword({ source, sourceHash, params, password })
  const answer = { source, ...explanation, proof }
  context.stdout(flags.json === true ? `${JSON.stringify(answer)}\n` : describeExplanation(answer))
  if ('reason' in explanation.conversion) return 1
  return proof === undefined || proof.cause === 'verifies' ? 0 : 1
}

/** The hash from the command line or the first line of standard input; the plaintext from the line that follows. */
const readInput = async (
  context: CommandContext,
  [operand, ...others]: string[],
  isVerified: boolean,
): Promise<{ sourceHash: unknown; password: string | undefined }> => {
  if (operand === undefined || others.length > 0) {
    throw usage('expected one hash in single quotes, - for standard input, or --batch <file>')
  }
  const wanted = (operand === '-' ? 1 : 0) + (isVerified ? 1 : 0)
  const lines = wanted === 0 ? [] : await readInputLines(context.stdin, wanted)
  const hash = operand === '-' ? lines.shift() : operand
  if (hash === undefined || hash === '') throw usage('expected the hash on standard input, got nothing')
  const password = isVerified ? lines.shift() : undefined
  if (isVerified && (password === undefined || password === '')) {
    throw usage('--verify expects the known password as one line on standard input, got nothing')
  }
  // `{SSHA}…` begins with a brace too, but is no JSON.
  return { sourceHash: hash.trimStart().startsWith('{') ? (readRecord(hash) ?? hash) : hash, password }
}

/** `salt=abc`, `doubleHash=false`, `firebase={"signerKey":…}`; counts may stay text. */
const readParams = (pairs: string[]): HashParams =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw usage('--param takes name=value, for example --param salt=abc; got no name or no "="')
      const name = pair.slice(0, at)
      const value = readValue(pair.slice(at + 1))
      const fault = checkParam(name, value)
      if (fault !== undefined) throw usage(`--param ${name}: ${fault}`)
      return [name, value]
    }),
  )

const readValue = (text: string): unknown => {
  if (text === 'true' || text === 'false') return text === 'true'
  return text.startsWith('{') ? (readRecord(text) ?? text) : text
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)

/** A preset of one's own says by its name which system wrote its passwords, where there is such a system. */
const namePreset = (preset: string | Preset | undefined): string | undefined =>
  typeof preset === 'object' ? preset.name : preset
