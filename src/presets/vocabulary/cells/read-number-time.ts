/** From here on a bare number counts milliseconds; below it, seconds (as milliseconds: March 1973). */
const firstMilliseconds = 100_000_000_000

/** From here on microseconds (as milliseconds: the year 5138). */
const firstMicroseconds = 100_000_000_000_000

/** From here on FILETIME of Windows: 100 ns since 1601 (as microseconds: the year 5138). */
const firstFiletime = 100_000_000_000_000_000

/** From here on ticks of .NET: 100 ns since the year 1 (as FILETIME: the year 2552). */
const firstTicks = 300_000_000_000_000_000

/** From here on nanoseconds since 1970 (as ticks: the year 3169). */
const firstNanoseconds = 1_000_000_000_000_000_000

/** How FILETIME says never. */
const lastNanoseconds = 9_000_000_000_000_000_000

const filetimeEpochMs = -11_644_473_600_000
const ticksEpochMs = -62_135_596_800_000

/**
 * Milliseconds since 1970 of a bare number, by its size: seconds, milliseconds, microseconds, FILETIME, ticks of
 * .NET or nanoseconds. No two of them overlap for moments between 2002 and 2500 (between 1975 and 2500, but for
 * nanoseconds). Undefined for never.
 */
export const readNumberTime = (value: number): number | undefined => {
  const size = Math.abs(value)
  if (size < firstMilliseconds) return value * 1000
  if (size < firstMicroseconds) return value
  if (value < 0 || value >= lastNanoseconds) return undefined
  if (value < firstFiletime) return Math.floor(value / 1000)
  if (value < firstTicks) return Math.floor(value / 10_000) + filetimeEpochMs
  if (value < firstNanoseconds) return Math.floor(value / 10_000) + ticksEpochMs
  return Math.floor(value / 1_000_000)
}
