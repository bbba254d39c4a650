import { hasAnyField, hasFields, own } from '../declare/clues.js'
import { declarePreset } from '../declare/declare-preset.js'
import { unread } from '../declare/unread.js'
import { putStrapiRoles, strapiRoles } from './strapi-roles.js'
import { putStrapiSignIn } from './strapi-sign-in.js'

/** Strapi 3 to 5: users of the plugin Users & Permissions, as table, content or API; people of the admin panel too. */
export const strapi = declarePreset({
  name: 'strapi',
  title: 'Strapi',
  relatedFiles: [strapiRoles],
  forms: [
    [
      own(hasFields(0.5, 'username', 'email', 'confirmed', 'blocked')),
      // Others have a column of that name, too.
      {
        evidence: 'a field provider beside confirmed or blocked',
        weight: 0.2,
        holds: (record) => 'provider' in record && ('confirmed' in record || 'blocked' in record),
      },
      hasAnyField(
        0.3,
        'reset_password_token',
        'resetPasswordToken',
        'confirmation_token',
        'confirmationToken',
        'documentId',
        'document_id',
        'createdAt',
      ),
    ],
    [
      hasFields(0.4, 'firstname', 'lastname', 'email', 'blocked'),
      own(
        hasAnyField(0.6, 'prefered_language', 'preferedLanguage', 'registration_token', 'registrationToken'),
      ),
    ],
  ],
  fields: {
    id: 'id',
    _id: 'id',
    email: 'primaryEmail',
    confirmed: 'emailVerified',
    username: 'username',
    firstname: 'profile.givenName',
    lastname: 'profile.familyName',
    prefered_language: 'profile.locale',
    preferedLanguage: 'profile.locale',
    blocked: 'isSuspended',
    is_active: '!isSuspended',
    isActive: '!isSuspended',
    created_at: 'migratedFrom.createdAt',
    createdAt: 'migratedFrom.createdAt',
    updated_at: 'migratedFrom.updatedAt',
    updatedAt: 'migratedFrom.updatedAt',
    document_id: 'migratedFrom.documentId',
    documentId: 'migratedFrom.documentId',
    provider: 'migratedFrom.provider',
    ...unread(`__v confirmation_token confirmationToken created_by created_by_id createdBy locale password
      published_at publishedAt registration_token registrationToken reset_password_token resetPasswordToken role
      roles updated_by updated_by_id updatedBy`),
  },
  finish: (user, record, context) => {
    putStrapiSignIn(user, record, context)
    putStrapiRoles(user, record, context)
  },
})
