import { MigrationError } from '../../outcome/migration-error.js'

/** Fills `{token}`, `{email}` and `{id}` of a link, each encoded as a part of a URL. */
export type FillLink = (values: { token: string; email: string; id: string }) => string

/** @throws MigrationError `flag_invalid` for what is no URL, or has no place for the token */
export const readLinkTemplate = (template: string | undefined): FillLink => {
  if (template === undefined) return () => ''
  const isUrl = URL.canParse(template) && /^[a-z][a-z\d+.-]*:\/\//i.test(template)
  const unknown = /\{(?!token\}|email\}|id\})/.exec(template)
  if (!isUrl || !template.includes('{token}') || unknown) {
    throw new MigrationError(
      'usage',
      'flag_invalid',
      `--url-template takes the URL of a page of your application with {token}, and with {email} and {id} where it needs them, such as https://app.example.com/welcome?token={token}&email={email}; got "${template}"`,
    )
  }
  return ({ token, email, id }) => {
    const values: Record<string, string> = { token, email, id }
    return template.replaceAll(/\{(token|email|id)\}/g, (_, name: string) =>
      encodeURIComponent(values[name] ?? ''),
    )
  }
}

/** `7d`, `36h`, `90m`, as seconds. @throws MigrationError `flag_invalid` */
export const readLifetime = (text: string | undefined): number => {
  const match = /^(\d{1,5})([mhd])$/.exec(text ?? '7d')
  const unit = { m: 60, h: 3600, d: 86_400 }[match?.[2] ?? ''] ?? 0
  const seconds = Number(match?.[1] ?? 0) * unit
  if (seconds > 0 && seconds <= 366 * 86_400) return seconds
  throw new MigrationError(
    'usage',
    'flag_invalid',
    `--expires takes minutes, hours or days up to a year, such as 90m, 36h or 7d; got "${text}"`,
  )
}
