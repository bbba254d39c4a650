import type { Effects } from '../../effects/effects.js'
import { mustBePrivate } from '../../outcome/must-be-private.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { readProxy } from '../../outcome/read-proxy.js'
import type { Environment } from '../../config/load-config.js'
import type { RunNotice } from './run-notice.js'

/** Tells somebody that a run has ended. @returns why it could not; undefined when it has */
export type Notifier = (notice: RunNotice) => Promise<string | undefined>

export interface NotifierParts {
  env: Environment
  /** Folder that a command is started in. */
  folder: string
  effects: Effects
  /** `http://` may be used for more than loopback. */
  insecureHttp?: boolean | undefined
}

/**
 * By what --notify says: an address gets the notice as JSON, everything else is a command of the shell that gets it on
 * standard input. What cannot be is refused before the run, which takes hours.
 *
 * @throws MigrationError `usage/flag_invalid`, `config/insecure_http`, `config/proxy_invalid`
 */
export const openNotifier = (given: string, parts: NotifierParts): Notifier => {
  if (given.trim() === '') throw usage('--notify takes a URL or a command, got nothing')
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(given)) {
    return async (notice) => {
      const { runNoticeCommand } = await import('./run-notice-command.js')
      return runNoticeCommand(given, notice, parts)
    }
  }
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw usage('--notify takes an http(s) URL or a command; the URL cannot be read')
  }
  const proxy = readProxy(parts.env, url.origin)
  if (parts.insecureHttp !== true) mustBePrivate(url.origin, proxy)
  return async (notice) => {
    const { postNotice } = await import('./post-notice.js')
    return postNotice(url, notice, { proxy, effects: parts.effects })
  }
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
