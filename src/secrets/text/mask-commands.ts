import { judgeName, type JudgedName } from '../judge-name.js'
import { leftOut } from '../kept-out.js'

/** Whether a text may be a command line with options. */
export const mayHoldOptions = (text: string): boolean => text.includes(' --') || text.includes(' -u')

/** `curl -u name:password`, `--user name:password` */
const login = /( -u|--user|--proxy-user)([ =]?["']?)([^\s:'"=]{1,100}:)([^\s'"]{1,200})/g

/** `--api-token x`; with an equals sign it is a pair. */
const option = /( --?)([a-z][a-z-]{2,40})( ["']?)([^\s'"-][^\s'"]{0,500})/g

/** Command lines without the passwords and tokens among their options. Linear in the length. */
export const maskCommands = (
  text: string,
  isSecret: (value: string, name: JudgedName) => boolean,
  onMasked: (name: string) => void,
): string =>
  text
    .replace(login, (whole, name: string, mark: string, user: string, value: string) => {
      if (value === leftOut || value.startsWith('//')) return whole
      onMasked(name.replace(/^[ -]+/, ''))
      return `${name}${mark}${user}${leftOut}`
    })
    .replace(option, (whole, dashes: string, name: string, mark: string, value: string) => {
      if (!isSecret(value, judgeName(name)) || judgeName(name).verdict === 'open') return whole
      onMasked(name)
      return `${dashes}${name}${mark}${leftOut}`
    })
