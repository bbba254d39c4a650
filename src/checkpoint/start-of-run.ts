import type { RunHeader } from './entry.js'

/**
 * When the run began by the target's clock, milliseconds since the epoch. Runs of format 1 have the time of the machine
 * that began them, which is taken for as wrong as this one's clock is today.
 *
 * @param skewMs clock of the target minus ours
 */
export const startOfRun = ({ at, format }: Pick<RunHeader, 'at' | 'format'>, skewMs: number): number =>
  Date.parse(at) + (format === 1 ? skewMs : 0)
