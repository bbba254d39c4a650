import { diagnosePassword, type PasswordDiagnosis } from '../../password/diagnose/diagnose-password.js'
import { digestFamily } from '../../password/digest/digest-family.js'
import { verifyDigest } from '../../password/digest/verify-digest.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import type { Preset, PresetContext } from '../../presets/preset.js'
import { findStoredPassword } from './find-stored-password.js'
import type { KnownPassword, KnownPasswordIndex } from './known-passwords.js'
import { PasswordProofs, type PasswordProof } from './password-proofs.js'

/**
 * Checks known passwords against what Logto is going to get, with Logto's own algorithms and without the network.
 * Records are taken in while the input is read; the checks run afterwards, since they cost time by design.
 */
export class PasswordProver {
  readonly #index: KnownPasswordIndex
  readonly #found = new Map<KnownPassword, PlannedRecord>()

  constructor(index: KnownPasswordIndex) {
    this.#index = index
  }

  /** Keeps the record when its password is known. */
  take(record: PlannedRecord): void {
    const plan =
      record.kind === 'planned' ? record.plan : { sourceKey: record.sourceKey ?? '', create: noIdentifiers }
    const known = this.#index.find(plan)
    if (known !== undefined && !this.#found.has(known)) this.#found.set(known, record)
  }

  /** The record that was taken in for a known password. */
  recordOf(known: KnownPassword): PlannedRecord | undefined {
    return this.#found.get(known)
  }

  async prove(preset: Preset, context: PresetContext): Promise<PasswordProofs> {
    const proofs = new PasswordProofs()
    for (const [known, record] of this.#found) proofs.add(await proveOne(known, record, preset, context))
    for (const { label } of this.#index.without(new Set(this.#found.keys()))) {
      proofs.add({ key: label, outcome: 'not_found' })
    }
    return proofs
  }
}

const noIdentifiers: CreateUserBody = {}

const proveOne = async (
  known: KnownPassword,
  record: PlannedRecord,
  preset: Preset,
  context: PresetContext,
): Promise<PasswordProof> => {
  const { label: key, password } = known
  if (record.kind !== 'planned') return { key, outcome: 'rejected' }
  const { create, losses } = record.plan
  const family = familyOf(create)
  if (family === undefined) {
    const loss = losses.find(({ kind }) => kind === 'password')
    return { key, outcome: 'no_password', cause: loss?.reason, message: loss?.detail }
  }
  if (await isRight(create, password)) return { key, family, outcome: 'right' }
  return { key, family, outcome: 'wrong', ...(await diagnoseWrong(record, password, preset, context)) }
}

/** What Logto has to compute for a user; `plaintext` where it hashes the password itself. */
const familyOf = ({ password, passwordAlgorithm, passwordDigest }: CreateUserBody): string | undefined => {
  if (password !== undefined) return 'plaintext'
  return passwordAlgorithm === undefined || passwordDigest === undefined
    ? undefined
    : digestFamily(passwordAlgorithm, passwordDigest)
}

const isRight = async (create: CreateUserBody, password: string): Promise<boolean> => {
  const { passwordAlgorithm, passwordDigest } = create
  if (create.password !== undefined) return create.password === password
  if (passwordAlgorithm === undefined || passwordDigest === undefined) return false
  try {
    return await verifyDigest(passwordAlgorithm, passwordDigest, password)
  } catch {
    // Where Logto answers 500 (a bcrypt password over 72 bytes), nobody signs in either.
    return false
  }
}

/** The likely cause, from the hash as the source stores it; from the digest where that is not known. */
export const diagnoseWrong = async (
  record: PlannedRecord,
  password: string,
  preset: Preset,
  context: PresetContext,
): Promise<PasswordDiagnosis | undefined> => {
  if (record.kind !== 'planned' || record.record === undefined) return undefined
  const { passwordAlgorithm, passwordDigest } = record.plan.create
  const stored =
    findStoredPassword(preset, context, record.record) ??
    (passwordDigest === undefined
      ? undefined
      : { source: 'logto', sourceHash: passwordDigest, params: { passwordAlgorithm } })
  return stored === undefined ? undefined : diagnosePassword({ ...stored, password })
}
