import { judgeName, type JudgedName } from '../judge-name.js'
import { leftOut } from '../kept-out.js'

/** Whether a text may hold a tag with a name and a value in its attributes. */
export const mayHoldAttributes = (text: string): boolean =>
  text.includes('value=') || text.includes('content=')

const tag = /<[a-z][^<>]{0,4096}>/gi
const nameAttribute = /\s(?:name|key|id|property)=(?:"([^"<>]{1,100})"|'([^'<>]{1,100})')/i
const valueAttribute = /(\s(?:value|content)=)(?:"([^"<>]+)"|'([^'<>]+)')/i

/** `<input type="hidden" name="_token" value="…">`, `<meta name="csrf-token" content="…">`, `<add key="ApiKey" value="…"/>` */
export const maskAttributes = (
  text: string,
  isSecret: (value: string, name: JudgedName) => boolean,
  onMasked: (name: string) => void,
): string =>
  text.replace(tag, (whole) => {
    const [, quoted, single] = nameAttribute.exec(whole) ?? []
    const name = quoted ?? single
    if (name === undefined || judgeName(name).verdict === 'open') return whole
    return whole.replace(valueAttribute, (found, start: string, inQuotes?: string, inSingle?: string) => {
      if (!isSecret(inQuotes ?? inSingle ?? '', judgeName(name))) return found
      onMasked(name)
      return `${start}"${leftOut}"`
    })
  })
