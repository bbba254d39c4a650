import { readFileSync } from 'node:fs'

/** Version of the package, from the package.json that is published beside dist. */
export const toolVersion: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version
