/** Status and English message of every error code that the sandbox answers with, as Logto 1.42 has them. */
const errors = {
  'action.general': [422, 'An error occurred while running the action. Please try again later.'],
  'action.sign_in_identifier_changed': [
    422,
    'The action cannot change the sign-in identifier used for this verification.',
  ],
  'auth.authorization_header_missing': [401, 'Authorization header is missing.'],
  'auth.authorization_token_type_not_supported': [401, 'Authorization type is not supported.'],
  'auth.forbidden': [403, 'Forbidden. Please check your user roles and permissions.'],
  'auth.unauthorized': [401, 'Unauthorized. Please check credentials and its scope.'],
  'connector.not_found': [501, 'Cannot find any available connector for type: {{type}}.'],
  'entity.create_failed': [422, 'Failed to create {{name}}.'],
  'entity.db_constraint_violated': [422, 'Database constraint violated.'],
  'entity.invalid_input': [422, 'Invalid input. Value list must not be empty.'],
  'entity.not_exists': [404, 'The {{name}} does not exist.'],
  'entity.not_exists_with_id': [404, 'The {{name}} with ID `{{id}}` does not exist.'],
  'entity.not_found': [404, 'The resource does not exist.'],
  'entity.relation_foreign_key_not_found': [
    422,
    'Cannot find one or more foreign keys. Please check the input and ensure that all referenced entities exist.',
  ],
  'entity.unique_integrity_violation': [
    422,
    'The entity already exists. Please check the input and try again.',
  ],
  'entity.value_too_long': [422, 'The length of value is too long and exceeds the limit.'],
  'guard.invalid_input': [400, 'The request {{type}} is invalid.'],
  'guard.invalid_pagination': [400, 'The request pagination value is invalid.'],
  'hook.missing_events': [400, 'You need to provide at least one event.'],
  'jwt_customizer.general': [
    422,
    'An error occurred while customizing the token claims. Please try again later.',
  ],
  'log.invalid_time_window': [400, '`end_time` must be after `start_time`.'],
  'one_time_token.cannot_reactivate_token': [400, 'Cannot reactivate the token.'],
  'one_time_token.email_mismatch': [400, 'Email mismatch with given token.'],
  'one_time_token.token_consumed': [400, 'The token has been consumed.'],
  'one_time_token.token_expired': [400, 'The token is expired.'],
  'one_time_token.token_not_found': [404, 'Token {{token}} not found.'],
  'one_time_token.token_revoked': [400, 'The token has been revoked.'],
  'organization.require_membership': [422, 'The user must be a member of the organization to proceed.'],
  'organization.role_names_not_found': [
    422,
    'Invalid role names detected: {{names}}. Please create these roles first before proceeding.',
  ],
  'password.invalid_legacy_password_format': [400, 'Invalid legacy password format.'],
  // The placeholder reaches the client unfilled in Logto too.
  'password.unsupported_encryption_method': [400, 'The encryption method {{name}} is not supported.'],
  'password.unsupported_legacy_hash_algorithm': [400, 'Unsupported legacy hash algorithm: {{algorithm}}.'],
  'request.feature_not_supported': [501, 'This feature is not supported.'],
  'request.invalid_input': [400, 'Input is invalid. {{details}}'],
  'request.rate_limited': [429, 'Too many requests. Please try again later.'],
  'role.internal_role_violation': [
    403,
    'You may be trying to update or delete an internal role which is forbidden by Logto. If you are creating a new role, try another name that does not start with "#internal:".',
  ],
  'role.name_in_use': [422, 'This role name {{name}} is already in use'],
  'role.user_exists': [422, 'The user id {{userId}} is already been added to this role'],
  'session.identity_conflict': [
    409,
    'Identity mismatch detected. Please initiate a new session to proceed with a different identity.',
  ],
  'session.invalid_credentials': [422, 'Incorrect account or password. Please check your input.'],
  'session.mfa.backup_code_can_not_be_alone': [422, 'Backup code can not be the only MFA.'],
  'sign_in_experiences.password_expiration_not_enabled': [
    400,
    'Password expiration policy is not enabled. Enable it in the sign-in experience settings before expiring passwords.',
  ],
  'sign_in_experiences.username_policy_case_conflicts_exist': [
    409,
    'Cannot switch to case-insensitive usernames while usernames that differ only by case exist. Resolve the conflicts and try again.',
  ],
  'subscription.limit_exceeded': [403, 'You have reached the limit of your subscription plan.'],
  'user.backup_code_already_in_use': [422, 'Backup code is already in use.'],
  'user.email_already_in_use': [422, 'This email is associated with an existing account.'],
  'user.id_already_in_use': [422, 'This user ID is already in use.'],
  'user.identity_already_in_use': [422, 'The social account has been associated with an existing account.'],
  'user.identity_not_exist': [404, 'The social account has not been registered yet.'],
  'user.invalid_phone': [422, 'Invalid phone number.'],
  'user.invalid_role_type': [422, 'Invalid role type, can not assign machine-to-machine role to user.'],
  'user.password_algorithm_required': [400, 'Password algorithm is required.'],
  'user.password_and_digest': [400, 'You cannot set both plain text password and password digest.'],
  'user.phone_already_in_use': [422, 'This phone number is associated with an existing account.'],
  'user.suspended': [401, 'This account is suspended.'],
  'user.totp_already_in_use': [422, 'TOTP is already in use.'],
  'user.totp_secret_invalid': [422, 'Invalid TOTP secret supplied.'],
  'user.username_already_in_use': [422, 'This username is already in use.'],
  'user.wrong_backup_code_format': [422, 'Backup code format is invalid.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type ApiErrorCode = keyof typeof errors

/** An answer that is not a success. `body` is what the client gets. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly body: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.message))
    this.status = status
    this.body = body
  }
}

/**
 * @param values fill the placeholders of the message
 * @param extra more members of the body, `data` or `details`
 */
export const apiError = (
  code: ApiErrorCode,
  values: Record<string, string> = {},
  extra: Record<string, unknown> = {},
): ApiError => {
  const [status, message] = errors[code]
  return new ApiError(status, { code, ...extra, message: fillPlaceholders(message, values) })
}

const fillPlaceholders = (message: string, values: Record<string, string>): string =>
  message.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder)

/** What Logto answers when something it did not foresee happens. */
export const internalError = (): ApiError => new ApiError(500, { message: 'Internal server error.' })

/** A value longer than its database column, which counts characters, not UTF-16 units. */
export const valueTooLong = (maxCharacters: number): ApiError =>
  apiError(
    'entity.value_too_long',
    {},
    { data: { message: `value too long for type character varying(${maxCharacters})` } },
  )
