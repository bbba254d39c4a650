/** Many names in few lines: what stands between commas. */
export const listNames = (names: string): string[] => names.split(',').map((name) => name.trim())
