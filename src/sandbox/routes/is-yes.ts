/** How Logto reads a flag in a query. */
export const isYes = (value: string | null): boolean =>
  value !== null && ['1', 'true', 'y', 'yes', 'yep', 'yeah'].includes(value.toLowerCase())
