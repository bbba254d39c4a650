import type { InputFile } from '../../checkpoint/entry.js'
import { InputWatch } from '../../source/bytes/input-watch.js'
import { fingerprintInput } from '../../source/input/fingerprint-input.js'
import { liveInput } from '../../source/input/live-records.js'

/** A live source has no fingerprint: its records are marked in the checkpoint on the way. */
export const fingerprintFiles = async (
  files: string[],
  signal?: AbortSignal,
): Promise<{ input: InputFile[]; watch: InputWatch | undefined }> => {
  if (files[0] === liveInput) {
    return { input: [{ path: liveInput, size: null, sha256: null }], watch: undefined }
  }
  const fingerprints = await fingerprintInput(files, signal)
  return {
    input: fingerprints.map(({ path, size, sha256 }) => ({
      path,
      size: size ?? null,
      sha256: sha256 ?? null,
    })),
    watch: new InputWatch(
      fingerprints.flatMap(({ path, stamp, sha256 }) =>
        stamp === undefined || sha256 === undefined ? [] : [{ path, stamp, sha256 }],
      ),
    ),
  }
}
