import type { InputFile, RelatedInput } from '../../checkpoint/entry.js'
import type { Settings } from '../../config/settings.js'
import { InputWatch } from '../../source/bytes/input-watch.js'
import { type FileFingerprint, fingerprintInput } from '../../source/input/fingerprint-input.js'
import { liveInput } from '../../source/input/live-records.js'
import { listRelatedFiles } from './related-files.js'

/**
 * What a run remembers of its input, related files included, and what watches that it stays so. A live source has no
 * fingerprint: its records are marked in the checkpoint on the way.
 */
export const fingerprintFiles = async (
  files: string[],
  settings: Pick<Settings, 'related' | 'hashes'>,
  signal?: AbortSignal,
): Promise<{ input: InputFile[]; related: RelatedInput[]; watch: InputWatch }> => {
  const isLive = files[0] === liveInput
  const fingerprints = isLive ? [] : await fingerprintInput(files, signal)
  const joined = await listRelatedFiles(settings)
  const related = await fingerprintInput(
    joined.map(({ path }) => path),
    signal,
  )
  return {
    input: isLive ? [{ path: liveInput, size: null, sha256: null }] : fingerprints.map(toInputFile),
    related: related.map((file, index) => ({ name: joined[index]?.name ?? '', ...toInputFile(file) })),
    watch: new InputWatch(
      [...fingerprints, ...related].flatMap(({ path, stamp, sha256 }) =>
        stamp === undefined || sha256 === undefined ? [] : [{ path, stamp, sha256 }],
      ),
    ),
  }
}

const toInputFile = ({ path, size, sha256 }: FileFingerprint): InputFile => ({
  path,
  size: size ?? null,
  sha256: sha256 ?? null,
})
