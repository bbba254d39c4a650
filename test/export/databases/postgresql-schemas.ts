const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

/** Tables as GoTrue's migrations make them, as far as they matter here. Every other user has a Google account. */
export const supabaseSchema = (count: number): string => `
CREATE SCHEMA auth;
CREATE TABLE auth.users (
  instance_id uuid, id uuid PRIMARY KEY, aud varchar(255), role varchar(255), email varchar(255),
  encrypted_password varchar(255), email_confirmed_at timestamptz, invited_at timestamptz,
  confirmation_token varchar(255), recovery_token varchar(255), last_sign_in_at timestamptz,
  raw_app_meta_data jsonb, raw_user_meta_data jsonb, is_super_admin bool, created_at timestamptz,
  updated_at timestamptz, phone text UNIQUE, phone_confirmed_at timestamptz, banned_until timestamptz,
  is_sso_user bool NOT NULL DEFAULT false, deleted_at timestamptz, is_anonymous bool NOT NULL DEFAULT false);
CREATE TABLE auth.identities (
  provider_id text NOT NULL, user_id uuid NOT NULL, identity_data jsonb NOT NULL, provider text NOT NULL,
  last_sign_in_at timestamptz, created_at timestamptz, updated_at timestamptz, id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE auth.mfa_factors (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL, friendly_name text, factor_type text NOT NULL,
  status text NOT NULL, created_at timestamptz, updated_at timestamptz, secret text);
INSERT INTO auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at, phone, phone_confirmed_at)
SELECT md5('u' || n)::uuid, 'authenticated', 'authenticated', 'p' || n || '@example.com', '${bcrypt}', '2024-02-01 10:00:00+02',
  '{"provider":"email","tier":12345678901234567890}', json_build_object('full_name', 'Pérson "' || n || '" \\ ü')::jsonb,
  '2024-01-01T00:00:00.123456Z', timestamptz '2024-01-01' + n * interval '1 hour', '4917' || lpad(n::text, 8, '0'), now()
FROM generate_series(1, ${count}) n;
INSERT INTO auth.identities (provider_id, user_id, identity_data, provider)
SELECT 'g' || n, md5('u' || n)::uuid, '{"sub":"x"}', 'google' FROM generate_series(2, ${count}, 2) n;
INSERT INTO auth.mfa_factors (user_id, factor_type, status, secret)
SELECT md5('u' || n)::uuid, 'totp', 'verified', 'JBSWY3DPEHPK3PXP' FROM generate_series(1, ${count}, 10) n;`

/** Django's own migrations, with django-allauth and django-otp. */
export const djangoSchema = (count: number): string => `
CREATE TABLE auth_user (id serial PRIMARY KEY, password varchar(128) NOT NULL, last_login timestamptz, is_superuser bool NOT NULL,
  username varchar(150) NOT NULL UNIQUE, first_name varchar(150) NOT NULL, last_name varchar(150) NOT NULL, email varchar(254) NOT NULL,
  is_staff bool NOT NULL, is_active bool NOT NULL, date_joined timestamptz NOT NULL);
CREATE TABLE auth_group (id serial PRIMARY KEY, name varchar(150) NOT NULL UNIQUE);
CREATE TABLE auth_user_groups (id serial PRIMARY KEY, user_id int NOT NULL, group_id int NOT NULL);
CREATE TABLE account_emailaddress (id serial PRIMARY KEY, email varchar(254) NOT NULL, verified bool NOT NULL, "primary" bool NOT NULL, user_id int NOT NULL);
CREATE TABLE socialaccount_socialaccount (id serial PRIMARY KEY, provider varchar(200) NOT NULL, uid varchar(191) NOT NULL, last_login timestamptz, date_joined timestamptz, extra_data jsonb NOT NULL, user_id int NOT NULL);
CREATE TABLE otp_totp_totpdevice (id serial PRIMARY KEY, name varchar(64), confirmed bool NOT NULL, key varchar(80) NOT NULL, step smallint NOT NULL, t0 bigint NOT NULL, digits smallint NOT NULL, tolerance smallint, drift smallint, last_t bigint, user_id int NOT NULL);
INSERT INTO auth_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
SELECT 'bcrypt$${bcrypt}', n = 1, 'user_' || n, 'Given', 'Family ' || n, 'd' || n || '@example.com', false, n % 50 <> 0, now() FROM generate_series(1, ${count}) n;
INSERT INTO auth_group (name) VALUES ('editor');
INSERT INTO auth_user_groups (user_id, group_id) SELECT n, 1 FROM generate_series(1, ${count}, 3) n;
INSERT INTO account_emailaddress (email, verified, "primary", user_id) SELECT 'd' || n || '@example.com', true, true, n FROM generate_series(1, ${count}) n;
INSERT INTO socialaccount_socialaccount (provider, uid, extra_data, user_id) SELECT 'google', 'g' || n, '{"email":"x@example.com"}', n FROM generate_series(2, ${count}, 2) n;`

/** Devise with rolify, and a table of OmniAuth's accounts. */
export const deviseSchema = (count: number): string => `
CREATE TABLE users (id bigserial PRIMARY KEY, email varchar DEFAULT '' NOT NULL, encrypted_password varchar DEFAULT '' NOT NULL,
  reset_password_token varchar, confirmation_token varchar, confirmed_at timestamp, sign_in_count int DEFAULT 0 NOT NULL,
  last_sign_in_at timestamp, created_at timestamp NOT NULL, updated_at timestamp NOT NULL, name varchar);
CREATE TABLE identities (id bigserial PRIMARY KEY, user_id bigint, provider varchar, uid varchar, token varchar);
CREATE TABLE roles (id bigserial PRIMARY KEY, name varchar, resource_type varchar, resource_id bigint);
CREATE TABLE users_roles (user_id bigint, role_id bigint);
INSERT INTO users (email, encrypted_password, confirmed_at, created_at, updated_at, name)
SELECT 'r' || n || '@example.com', '${bcrypt}', now(), now(), now(), 'Name ' || n FROM generate_series(1, ${count}) n;
INSERT INTO identities (user_id, provider, uid, token) SELECT n, 'google_oauth2', 'g' || n, 'secret-token' FROM generate_series(2, ${count}, 2) n;
INSERT INTO roles (name) VALUES ('editor');
INSERT INTO users_roles SELECT n, 1 FROM generate_series(1, ${count}, 3) n;`

/** better-auth by its own generator, with the plugin of organizations. */
export const betterAuthSchema = (count: number): string => `
CREATE TABLE "user" (id text PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, "emailVerified" boolean NOT NULL, image text,
  "createdAt" timestamptz NOT NULL, "updatedAt" timestamptz NOT NULL, role text, banned boolean, "banReason" text, "banExpires" timestamptz);
CREATE TABLE account (id text PRIMARY KEY, "accountId" text NOT NULL, "providerId" text NOT NULL, "userId" text NOT NULL, "accessToken" text, "refreshToken" text, password text, "createdAt" timestamptz, "updatedAt" timestamptz);
CREATE TABLE organization (id text PRIMARY KEY, name text NOT NULL, slug text, logo text, metadata text, "createdAt" timestamptz);
CREATE TABLE member (id text PRIMARY KEY, "organizationId" text NOT NULL, "userId" text NOT NULL, role text NOT NULL, "createdAt" timestamptz);
INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", role)
SELECT md5('b' || n), 'Name ' || n, 'b' || n || '@example.com', true, now(), now(), CASE WHEN n % 3 = 1 THEN 'editor' ELSE 'user' END FROM generate_series(1, ${count}) n;
INSERT INTO account (id, "accountId", "providerId", "userId", "accessToken", password)
SELECT 'p' || n, md5('b' || n), 'credential', md5('b' || n), NULL, '${bcrypt}' FROM generate_series(1, ${count}) n;
INSERT INTO account (id, "accountId", "providerId", "userId", "accessToken")
SELECT 'g' || n, 'g' || n, 'google', md5('b' || n), 'secret-token' FROM generate_series(2, ${count}, 2) n;
INSERT INTO organization (id, name) VALUES ('o1', 'Acme');
INSERT INTO member (id, "organizationId", "userId", role) SELECT 'm' || n, 'o1', md5('b' || n), 'owner' FROM generate_series(1, ${count}, 100) n;`

/** Keycloak's changelogs, as far as they matter here. */
export const keycloakSchema = (count: number): string => `
CREATE TABLE realm (id varchar(36) PRIMARY KEY, name varchar(255));
CREATE TABLE user_entity (id varchar(36) PRIMARY KEY, email varchar(255), email_constraint varchar(255), email_verified bool NOT NULL DEFAULT false,
  enabled bool NOT NULL DEFAULT false, federation_link varchar(255), first_name varchar(255), last_name varchar(255), realm_id varchar(255),
  username varchar(255), created_timestamp bigint, service_account_client_link varchar(255), not_before int NOT NULL DEFAULT 0);
CREATE TABLE user_attribute (name varchar(255) NOT NULL, value varchar(255), user_id varchar(36) NOT NULL, id varchar(36) PRIMARY KEY, long_value text);
CREATE TABLE credential (id varchar(36) PRIMARY KEY, salt bytea, type varchar(255), user_id varchar(36), created_date bigint, user_label varchar(255), secret_data text, credential_data text, priority int);
CREATE TABLE federated_identity (identity_provider varchar(255) NOT NULL, realm_id varchar(36), federated_user_id varchar(255), federated_username varchar(255), token text, user_id varchar(36) NOT NULL);
CREATE TABLE keycloak_role (id varchar(36) PRIMARY KEY, client_realm_constraint varchar(255), client_role bool, description varchar(255), name varchar(255), realm_id varchar(255), client varchar(36), realm varchar(36));
CREATE TABLE user_role_mapping (role_id varchar(255) NOT NULL, user_id varchar(36) NOT NULL);
CREATE TABLE client (id varchar(36) PRIMARY KEY, client_id varchar(255), realm_id varchar(36));
CREATE TABLE keycloak_group (id varchar(36) PRIMARY KEY, name varchar(255), parent_group varchar(36) NOT NULL, realm_id varchar(36), type int NOT NULL DEFAULT 0);
CREATE TABLE user_group_membership (group_id varchar(36) NOT NULL, user_id varchar(36) NOT NULL);
CREATE TABLE user_required_action (user_id varchar(36) NOT NULL, required_action varchar(255) NOT NULL);
CREATE TABLE identity_provider (internal_id varchar(36) PRIMARY KEY, enabled bool, provider_alias varchar(255), provider_id varchar(255), realm_id varchar(36));
INSERT INTO realm VALUES ('r0', 'master'), ('r1', 'acme');
INSERT INTO user_entity (id, username, realm_id, enabled) VALUES ('admin', 'admin', 'r0', true);
INSERT INTO user_entity (id, email, email_verified, enabled, first_name, last_name, realm_id, username, created_timestamp)
SELECT md5('k' || n), 'k' || n || '@example.com', true, n % 50 <> 0, 'Given', 'Family ' || n, 'r1', 'kuser_' || n, 1700000000000 + n FROM generate_series(1, ${count}) n;
INSERT INTO credential (id, type, user_id, secret_data, credential_data)
SELECT 'c' || n, 'password', md5('k' || n), '{"value":"wYxwPQTfdEqgnN7vwjZPQ3F5VYvfeLzOkCmNiS6Cp9E=","salt":"MDEyMzQ1Njc4OWFiY2RlZg==","additionalParameters":{}}',
  '{"hashIterations":27500,"algorithm":"pbkdf2-sha256","additionalParameters":{}}' FROM generate_series(1, ${count}) n;
INSERT INTO user_attribute (id, name, value, user_id) SELECT 'a' || n, 'team', 'blue', md5('k' || n) FROM generate_series(1, ${count}) n;
INSERT INTO federated_identity (identity_provider, realm_id, federated_user_id, federated_username, user_id)
SELECT 'my-google', 'r1', 'g' || n, 'x', md5('k' || n) FROM generate_series(2, ${count}, 2) n;
INSERT INTO identity_provider VALUES ('i1', true, 'my-google', 'google', 'r1');
INSERT INTO keycloak_role VALUES ('role1', 'r1', false, NULL, 'editor', 'r1', NULL, 'r1');
INSERT INTO user_role_mapping SELECT 'role1', md5('k' || n) FROM generate_series(1, ${count}, 3) n;
INSERT INTO keycloak_group VALUES ('g1', 'staff', ' ', 'r1', 0), ('g2', 'eng', 'g1', 'r1', 0);
INSERT INTO user_group_membership SELECT 'g2', md5('k' || n) FROM generate_series(1, ${count}, 5) n;`
