import type { Settings } from '../../config/settings.js'
import { expandPaths } from '../../source/input/expand-paths.js'

type Named = Pick<Settings, 'related' | 'hashes'>

/** The paths of the related file of that name, as given; none where it was not. */
export const relatedPaths = ({ related, hashes }: Named, name: string): string[] =>
  [related[name] ?? (name === 'passwords' ? (hashes ?? []) : [])].flat()

/** Names of all the related files that were given. */
export const relatedNames = ({ related, hashes }: Named): string[] => [
  ...new Set([...Object.keys(related), ...(hashes === undefined ? [] : ['passwords'])]),
]

/** Every file that is joined to the input, by the name that the preset has for it. */
export const listRelatedFiles = async (settings: Named): Promise<{ name: string; path: string }[]> => {
  const files: { name: string; path: string }[] = []
  for (const name of relatedNames(settings).toSorted()) {
    for (const path of await expandPaths(relatedPaths(settings, name))) files.push({ name, path })
  }
  return files
}
