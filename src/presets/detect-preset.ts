import type { JsonObject } from '../source/source-record.js'
import { generic } from './generic/generic.js'
import { isSkip, type Preset, type Recognition } from './preset.js'
import { presets } from './registry.js'
import { rankOwners } from './spelling/rank-owners.js'
import { hasRespelledName } from './spelling/has-respelled-name.js'
import { createEmptyContext } from './spelling/trace-names.js'
import { viewAnySpelling } from './spelling/view-any-spelling.js'

export interface PresetCandidate extends Recognition {
  preset: Preset
  /** Whether the names of its own are there in another spelling only. */
  isRespelled?: boolean
}

/** What the input looks like most, and what it could be as well. */
export interface PresetDetection {
  best: PresetCandidate
  /** The second best, however far behind; undefined when nothing else speaks for any system. */
  runnerUp: PresetCandidate | undefined
  /** The second best where it comes so close that only the operator can decide. */
  rival: PresetCandidate | undefined
  /** All presets, the likeliest first. */
  candidates: readonly PresetCandidate[]
}

/** A preset must be at least this sure; below, the input is read as `generic`. */
const surest = 0.5
/** Less than this, or one common name alone, is too little to ask the operator about a table of their own. */
const leastRival = 0.45
/** Nearer to the best than this, another system cannot be told from it. */
export const closeCall = 0.15
/** What common names are worth at most while another system shows a name of its own. */
const commonScore = 0.6
/** A preset must be this sure where its names are spelt in another way, or names of another system are there. */
const surestOfAll = 0.85
/** So many names that nobody else has contradict even the marks of another system. */
const manyNames = 5
/** Spellings are the same throughout an input. */
const mostRespelled = 40
/** Records that are mapped to see what a preset finds in them. */
const mostMapped = 10

/**
 * @param sample the first records of the input that could be read
 * @param header names of the columns, which say what the file is where no row could be read
 */
export const detectPreset = (
  sample: readonly JsonObject[],
  header: readonly string[] = [],
): PresetDetection => {
  const records = sample.length > 0 ? sample : rowOf(header)
  const respelled = judgeRespelled(records.slice(0, mostRespelled))
  const candidates = judgeCandidates(records, respelled)
  const own = candidates.find(({ preset }) => preset === generic)!
  const [first, second] = candidates.filter(({ preset }) => preset !== generic)
  if (first === undefined) return { best: own, runnerUp: undefined, rival: undefined, candidates }
  const owner = findOwner(records, candidates)
  // A name of its own in another spelling may be a chance: all of them together are none.
  const isSure = first.score >= surest && (first.isRespelled !== true || first.score >= surestOfAll)
  if (isSure) {
    const runnerUp = second !== undefined && second.score > own.score ? second : own
    const rival =
      findRival(first, runnerUp) ??
      findSurer(first, respelled) ??
      findOther(first, owner) ??
      (missesAddresses(first.preset, records.slice(0, mostMapped)) ? own : undefined)
    return { best: first, runnerUp: meaningful(runnerUp), rival, candidates }
  }
  // What is nearly a system is no system; but what speaks for one as loudly as for none is to be decided.
  const isRival = first.score >= Math.max(own.score, leastRival) && first.evidence.length > 1
  const rival = owner ?? (isRival || first.score >= surest ? first : undefined)
  return { best: own, runnerUp: meaningful(rival ?? first), rival, candidates }
}

/** Presets that see a name of their own in the records once its spelling does not count. */
const judgeRespelled = (sample: readonly JsonObject[]): PresetCandidate[] => {
  // A field that nobody has filled says nothing in a spelling of its own: other systems have it by that name.
  const filled = sample.map(dropNulls)
  const views = filled.map((record) => viewAnySpelling(record))
  const names = new Set(sample.flatMap((record) => Object.keys(record).filter((key) => record[key] !== null)))
  return presets
    .filter((preset) => preset !== generic && hasRespelledName(preset, names))
    .map((preset) => ({ preset, ...preset.recognise(views) }))
    .filter(({ ownShare = 0 }) => ownShare > 0)
}

const dropNulls = (record: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null))

/** All presets, the likeliest first. Another spelling counts where nobody's names are there as they are. */
const judgeCandidates = (
  sample: readonly JsonObject[],
  respelled: readonly PresetCandidate[],
): PresetCandidate[] => {
  const candidates = presets.map((preset): PresetCandidate => ({ preset, ...preset.recognise(sample) }))
  if (!candidates.some(hasOwnName)) {
    for (const { preset, score, evidence, ownShare } of respelled) {
      const candidate = candidates.find((one) => one.preset === preset)!
      const told = evidence.map((clue) => `${clue}, in another spelling`)
      Object.assign(candidate, { score, ownShare, evidence: told, isRespelled: true })
    }
  }
  const hasOwn = candidates.some(hasOwnName)
  const hasProduct = candidates.some(
    ({ preset, ownShare = 0 }) => preset.isFramework !== true && ownShare >= 0.5,
  )
  for (const candidate of candidates) {
    const isCommon = hasOwn && !hasOwnName(candidate)
    if (isCommon || (hasProduct && candidate.preset.isFramework === true)) {
      candidate.score = Math.min(candidate.score, commonScore)
    }
  }
  return candidates.sort((a, b) => b.score - a.score)
}

const hasOwnName = ({ ownShare = 0 }: PresetCandidate): boolean => ownShare > 0

const findRival = (best: PresetCandidate, second: PresetCandidate): PresetCandidate | undefined =>
  second.evidence.length > 0 && best.score - second.score < closeCall ? second : undefined

/**
 * Whether a preset finds nothing to sign in with in half of the records, where a table of one's own would have an
 * address: somebody has renamed the columns, and the people would be rejected.
 */
const missesAddresses = (preset: Preset, sample: readonly JsonObject[]): boolean => {
  const context = createEmptyContext()
  const users = sample.flatMap((record) => {
    const user = preset.toUser(record, context)
    return isSkip(user) ? [] : [{ user, record }]
  })
  const missed = users.filter(({ user, record }) => {
    if ((user.primaryEmail ?? user.primaryPhone ?? user.username) !== undefined) return false
    const plain = generic.toUser(record, context)
    return !isSkip(plain) && plain.primaryEmail !== undefined
  })
  // One odd address of two is no renamed column.
  return missed.length * 2 > users.length
}

/** One name of the best may be a chance where all the names of another are there in another spelling. */
const findSurer = (
  best: PresetCandidate,
  respelled: readonly PresetCandidate[],
): PresetCandidate | undefined =>
  respelled.find(({ preset, score }) => preset !== best.preset && score - best.score >= closeCall)

/** The system most of whose names, that nobody else has, are there, whatever became of its marks. */
const findOwner = (
  sample: readonly JsonObject[],
  candidates: readonly PresetCandidate[],
): Owner | undefined => {
  const [owner] = rankOwners(presets, sample.slice(0, mostRespelled))
  if (owner === undefined) return undefined
  const candidate = candidates.find(({ preset }) => preset === owner.preset)!
  const shown = owner.names.slice(0, 3).join(', ')
  const evidence = [...candidate.evidence, `names that only it has: ${shown}`]
  return { ...candidate, evidence, nameCount: owner.names.length }
}

interface Owner extends PresetCandidate {
  nameCount: number
}

/** Names that only another system has speak against a best that is not sure; many of them against every one. */
const findOther = (best: PresetCandidate, owner: Owner | undefined): PresetCandidate | undefined =>
  owner === undefined ||
  owner.preset === best.preset ||
  (best.score >= surestOfAll && owner.nameCount < manyNames)
    ? undefined
    : owner

const meaningful = (candidate: PresetCandidate): PresetCandidate | undefined =>
  candidate.score > 0 ? candidate : undefined

const rowOf = (header: readonly string[]): JsonObject[] =>
  header.length === 0 ? [] : [Object.fromEntries(header.map((name) => [name, '']))]
