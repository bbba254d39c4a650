const dayMs = 86_400_000

/** The days of a century; then it begins anew. */
const mostDays = 36_525

const dates = new Map<number, string>()

/**
 * The text of `new Date(milliseconds).toISOString()` in half the time, which is most of the work on records whose
 * moments are numbers: people come on a few thousand days, so the calendar is asked once for each.
 *
 * @param milliseconds since 1970, within the range of `Date`
 */
export const writeIso = (milliseconds: number): string => {
  const whole = Math.trunc(milliseconds)
  const day = Math.floor(whole / dayMs)
  const rest = whole - day * dayMs
  const seconds = Math.floor(rest / 1000)
  const minutes = Math.floor(seconds / 60)
  const time = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`
  return `${dateOf(day)}T${time}.${threeDigits[rest % 1000]}Z`
}

const dateOf = (day: number): string => {
  let date = dates.get(day)
  if (date === undefined) {
    date = new Date(day * dayMs).toISOString().split('T')[0]!
    if (dates.size >= mostDays) dates.clear()
    dates.set(day, date)
  }
  return date
}

const countTo = (end: number, digits: number): string[] =>
  Array.from({ length: end }, (_, number) => String(number).padStart(digits, '0'))

const twoDigits = countTo(60, 2)
const threeDigits = countTo(1000, 3)
