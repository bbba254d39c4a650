/** How many files this process may open. Asked when it may open none to find that out: Node's report needs none. */
export const openFilesLimit = (): number | undefined => {
  const report: unknown = process.report.getReport()
  const limits = readMember(readMember(report, 'userLimits'), 'open_files')
  const soft = readMember(limits, 'soft')
  return typeof soft === 'number' ? soft : undefined
}

const readMember = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
