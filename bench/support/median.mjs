/** The middle value; of an even number of them, the mean of the two in the middle. */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** `median (lowest to highest)`, each as `format` writes it. */
export const withSpread = (values, format = (value) => value.toFixed(2)) =>
  `${format(median(values))} (${format(Math.min(...values))} to ${format(Math.max(...values))})`

/** Whole numbers with thousands apart. */
export const whole = (value) => Math.round(value).toLocaleString('en-US')
