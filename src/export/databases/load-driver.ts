import { MigrationError } from '../../outcome/migration-error.js'

/**
 * A database driver, which whoever exports from that database installs beside the program.
 *
 * @throws MigrationError `usage/driver_missing` with the command that installs it
 */
export const loadDriver = async <Driver>(name: string, forWhat: string): Promise<Driver> => {
  try {
    const loaded = (await import(name)) as { default?: object } & object
    // What CommonJS exports stands under `default` where its names could not be found.
    return { ...loaded.default, ...loaded } as Driver
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw unusable(name, cause)
    throw new MigrationError(
      'usage',
      'driver_missing',
      `to read ${forWhat}, the package ${name} is needed: npm install ${name}`,
      { cause },
    )
  }
}

const unusable = (name: string, cause: unknown): MigrationError =>
  new MigrationError(
    'usage',
    'driver_missing',
    `the package ${name} is there and cannot be loaded (${cause instanceof Error ? cause.message.split('\n')[0] : 'unknown reason'}): npm install ${name}`,
    { cause },
  )
