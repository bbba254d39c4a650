import type { CensusReport } from './census.js'
import { formatCount } from '../format.js'

const mostShown = 12

/** What goes to customData, and what was kept out of it as a secret; nothing where there is neither. */
export const describeCustomData = ({ customData, keptOut, valid }: CensusReport): string[] => {
  const lines: string[] = []
  if (customData.length > 0) {
    lines.push('', 'Custom data, which applications may read (scope custom_data):')
    for (const { path, users } of customData.slice(0, mostShown)) {
      lines.push(`  ${formatCount(users).padStart(7)}  ${path} (${share(users, valid)})`)
    }
    const more = customData.length - mostShown
    if (more > 0) lines.push(`           and ${formatCount(more)} more; --json lists them`)
  }
  return [...lines, ...describeKeptOut(keptOut)]
}

/** `Kept out as secret: access_token (412), api_key (3)` */
export const describeKeptOut = (keptOut: Record<string, number>): string[] => {
  const names = Object.entries(keptOut)
  if (names.length === 0) return []
  const shown = names.slice(0, mostShown).map(([name, users]) => `${name} (${formatCount(users)})`)
  const more = names.length - shown.length
  return [
    '',
    `Kept out as secret: ${shown.join(', ')}${more > 0 ? ` and ${formatCount(more)} more names` : ''}`,
    '  (customData.keep in the config lets one through by name)',
  ]
}

const share = (users: number, all: number): string =>
  all === 0 ? '0 %' : users === all ? 'all' : `${Math.max(1, Math.floor((users / all) * 100))} %`
