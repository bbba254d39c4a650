const longest = 60

/** An identifier for a message: in quotes, control characters escaped, long ones cut. */
export const quoteValue = (value: string): string =>
  JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value)
