import type { InvitationsConfig } from '../../config/config.js'
import type { CreateInvitationBody } from '../../logto/calls/invitations.js'

/** What Logto's e-mail is to say; false when none is to go out. */
export const writeMessage = (
  { sendMail, link }: InvitationsConfig,
  email: string,
  organizationId: string,
): CreateInvitationBody['messagePayload'] => {
  if (sendMail !== true) return false
  if (link === undefined) return {}
  const values: Record<string, string> = { email, organization: organizationId }
  return {
    link: link.replaceAll(/\{(email|organization)\}/g, (_all, name: string) =>
      encodeURIComponent(values[name] ?? ''),
    ),
  }
}
