import type { LogtoUser } from '../calls/user.js'

/** The run and the source key that the import wrote into the user, where it did. */
export const readMark = ({
  customData,
}: Pick<LogtoUser, 'customData'>): { run: string | undefined; key: string | undefined } => {
  const mark = customData['migratedFrom']
  if (typeof mark !== 'object' || mark === null) return { run: undefined, key: undefined }
  return {
    run: 'run' in mark && typeof mark.run === 'string' ? mark.run : undefined,
    key: 'id' in mark && typeof mark.id === 'string' ? mark.id : undefined,
  }
}
