const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

/** Ory Kratos' migrations, as far as they matter here. Every other identity has signed in with Google. */
export const kratosSchema = (count: number): string => `
CREATE TABLE identities (id uuid PRIMARY KEY, schema_id varchar(2048) NOT NULL, traits jsonb NOT NULL, created_at timestamp NOT NULL, updated_at timestamp NOT NULL,
  nid uuid, state varchar(255) NOT NULL DEFAULT 'active', state_changed_at timestamp, metadata_public jsonb, metadata_admin jsonb, available_aal varchar(4), organization_id uuid);
CREATE TABLE identity_credential_types (id uuid PRIMARY KEY, name varchar(32) NOT NULL UNIQUE);
CREATE TABLE identity_credentials (id uuid PRIMARY KEY, config jsonb NOT NULL, identity_credential_type_id uuid NOT NULL, identity_id uuid NOT NULL, created_at timestamp NOT NULL, updated_at timestamp NOT NULL, nid uuid, version int NOT NULL DEFAULT 0);
CREATE TABLE identity_credential_identifiers (id uuid PRIMARY KEY, identifier varchar(255) NOT NULL, identity_credential_id uuid NOT NULL, created_at timestamp NOT NULL, updated_at timestamp NOT NULL, nid uuid, identity_credential_type_id uuid NOT NULL);
CREATE TABLE identity_verifiable_addresses (id uuid PRIMARY KEY, status varchar(16) NOT NULL, via varchar(16) NOT NULL, verified bool NOT NULL, value varchar(400) NOT NULL, verified_at timestamp, identity_id uuid NOT NULL, created_at timestamp NOT NULL, updated_at timestamp NOT NULL, nid uuid);
INSERT INTO identity_credential_types VALUES (md5('password')::uuid, 'password'), (md5('oidc')::uuid, 'oidc'), (md5('totp')::uuid, 'totp');
INSERT INTO identities (id, schema_id, traits, created_at, updated_at)
SELECT md5('i' || n)::uuid, 'default', jsonb_build_object('email', 'o' || n || '@example.com', 'name', jsonb_build_object('first', 'Zoë')), now(), now() FROM generate_series(1, ${count}) n;
INSERT INTO identity_credentials SELECT md5('p' || n)::uuid, jsonb_build_object('hashed_password', '${bcrypt}'), md5('password')::uuid, md5('i' || n)::uuid, now(), now() FROM generate_series(1, ${count}) n;
INSERT INTO identity_credentials SELECT md5('g' || n)::uuid, jsonb_build_object('providers', jsonb_build_array(jsonb_build_object('provider', 'google', 'subject', 'g' || n))), md5('oidc')::uuid, md5('i' || n)::uuid, now(), now() FROM generate_series(2, ${count}, 2) n;
INSERT INTO identity_credential_identifiers SELECT md5('pi' || n)::uuid, 'o' || n || '@example.com', md5('p' || n)::uuid, now(), now(), NULL, md5('password')::uuid FROM generate_series(1, ${count}) n;
INSERT INTO identity_credential_identifiers SELECT md5('gi' || n)::uuid, 'google:g' || n, md5('g' || n)::uuid, now(), now(), NULL, md5('oidc')::uuid FROM generate_series(2, ${count}, 2) n;
INSERT INTO identity_verifiable_addresses SELECT md5('a' || n)::uuid, 'completed', 'email', true, 'o' || n || '@example.com', now(), md5('i' || n)::uuid, now(), now() FROM generate_series(1, ${count}) n;`

/** Zitadel's projections and events; an older version of the projection of users has stayed behind. */
export const zitadelSchema = (count: number): string => `
CREATE SCHEMA projections; CREATE SCHEMA eventstore;
CREATE TABLE projections.users13 (id text, instance_id text);
CREATE TABLE projections.users13_humans (user_id text, instance_id text);
CREATE TABLE projections.users14 (id text NOT NULL, creation_date timestamptz NOT NULL, change_date timestamptz NOT NULL, sequence int8 NOT NULL, state int2 NOT NULL, resource_owner text NOT NULL,
  instance_id text NOT NULL, username text NOT NULL, type int2 NOT NULL, PRIMARY KEY (instance_id, id));
CREATE TABLE projections.users14_humans (user_id text NOT NULL, instance_id text NOT NULL, first_name text NOT NULL, last_name text NOT NULL, nick_name text, display_name text, preferred_language text,
  gender int2, avatar_key text, email text NOT NULL, is_email_verified bool NOT NULL DEFAULT false, phone text, is_phone_verified bool, password_change_required bool NOT NULL, password_changed timestamptz, mfa_init_skipped timestamptz, PRIMARY KEY (instance_id, user_id));
CREATE TABLE projections.users14_machines (user_id text NOT NULL, instance_id text NOT NULL, name text NOT NULL, description text, secret text, access_token_type int2 DEFAULT 0, PRIMARY KEY (instance_id, user_id));
CREATE TABLE projections.orgs1 (id text NOT NULL, creation_date timestamptz NOT NULL, change_date timestamptz NOT NULL, resource_owner text NOT NULL, instance_id text NOT NULL, org_state int2 NOT NULL, sequence int8 NOT NULL, name text NOT NULL, primary_domain text NOT NULL DEFAULT '', PRIMARY KEY (instance_id, id));
CREATE TABLE projections.user_grants5 (id text NOT NULL, creation_date timestamptz, change_date timestamptz, sequence int8, state int2, resource_owner text, instance_id text NOT NULL, user_id text NOT NULL, resource_owner_user text, project_id text, resource_owner_project text, grant_id text, granted_org text, roles text[], PRIMARY KEY (instance_id, id));
CREATE TABLE projections.idp_user_links3 (idp_id text NOT NULL, user_id text NOT NULL, external_user_id text NOT NULL, creation_date timestamptz, change_date timestamptz, sequence int8, resource_owner text, instance_id text NOT NULL, display_name text, PRIMARY KEY (instance_id, idp_id, external_user_id));
CREATE TABLE projections.user_metadata5 (user_id text NOT NULL, creation_date timestamptz, change_date timestamptz, sequence int8, resource_owner text, instance_id text NOT NULL, key text NOT NULL, value bytea, PRIMARY KEY (instance_id, user_id, key));
CREATE TABLE eventstore.events2 (instance_id text NOT NULL, aggregate_type text NOT NULL, aggregate_id text NOT NULL, event_type text NOT NULL, "sequence" bigint NOT NULL, revision smallint NOT NULL, created_at timestamptz NOT NULL, payload jsonb, creator text NOT NULL, "owner" text NOT NULL, "position" numeric NOT NULL, in_tx_order int NOT NULL, PRIMARY KEY (instance_id, aggregate_type, aggregate_id, "sequence"));
INSERT INTO projections.orgs1 (id, creation_date, change_date, resource_owner, instance_id, org_state, sequence, name) VALUES ('o1', now(), now(), 'o1', 'inst', 1, 1, 'Acme');
INSERT INTO projections.users14 SELECT 'z' || n, now(), now(), 1, 1, 'o1', 'inst', 'zuser_' || n, 1 FROM generate_series(1, ${count}) n;
INSERT INTO projections.users14 VALUES ('bot', now(), now(), 1, 1, 'o1', 'inst', 'bot', 2);
INSERT INTO projections.users14_machines VALUES ('bot', 'inst', 'Bot');
INSERT INTO projections.users14_humans (user_id, instance_id, first_name, last_name, gender, email, is_email_verified, password_change_required) SELECT 'z' || n, 'inst', 'Zoë', 'Family', 1, 'z' || n || '@example.com', true, false FROM generate_series(1, ${count}) n;
INSERT INTO projections.user_grants5 (id, instance_id, user_id, roles) SELECT 'g' || n, 'inst', 'z' || n, ARRAY['editor'] FROM generate_series(1, ${count}, 3) n;
INSERT INTO projections.idp_user_links3 (idp_id, user_id, external_user_id, instance_id) SELECT '98765', 'z' || n, 'g' || n, 'inst' FROM generate_series(2, ${count}, 2) n;
INSERT INTO projections.user_metadata5 (user_id, instance_id, key, value) SELECT 'z' || n, 'inst', 'plan', convert_to(repeat('größer ', 20), 'UTF8') FROM generate_series(1, ${count}) n;
INSERT INTO eventstore.events2 SELECT 'inst', 'user', 'z' || n, 'user.human.added', 1, 2, now(), jsonb_build_object('userName', 'x', 'encodedHash', '$2b$10$an.old.hash'), 'x', 'o1', 1, 1 FROM generate_series(1, ${count}) n;
INSERT INTO eventstore.events2 SELECT 'inst', 'user', 'z' || n, 'user.human.password.changed', 2, 2, now(), jsonb_build_object('encodedHash', '${bcrypt}', 'changeRequired', false), 'x', 'o1', 2, 1 FROM generate_series(1, ${count}) n;`

/** FusionAuth's schema. */
export const fusionauthSchema = (count: number): string => `
CREATE TABLE users (id uuid PRIMARY KEY, active bool NOT NULL, birth_date char(10), clean_speak_id uuid, data text, expiry bigint, first_name varchar(255), full_name varchar(255), image_url text, insert_instant bigint NOT NULL, last_name varchar(255), last_update_instant bigint NOT NULL, middle_name varchar(255), mobile_phone varchar(255), parent_email varchar(255), tenants_id uuid NOT NULL, timezone varchar(255));
CREATE TABLE identities (id bigserial PRIMARY KEY, breached_password_status smallint, connectors_id uuid, email varchar(191), encryption_scheme varchar(255) NOT NULL, factor int NOT NULL, insert_instant bigint NOT NULL, last_login_instant bigint, last_update_instant bigint NOT NULL, password varchar(255) NOT NULL,
  password_change_reason smallint, password_change_required bool NOT NULL, password_last_update_instant bigint NOT NULL, salt varchar(255) NOT NULL, status smallint NOT NULL, tenants_id uuid NOT NULL, username varchar(191), username_status smallint, users_id uuid NOT NULL, verified bool NOT NULL);
CREATE TABLE applications (id uuid PRIMARY KEY, name varchar(191) NOT NULL);
CREATE TABLE application_roles (id uuid PRIMARY KEY, applications_id uuid NOT NULL, description varchar(255), is_default bool NOT NULL, is_super_role bool NOT NULL, name varchar(191) NOT NULL);
CREATE TABLE user_registrations (id uuid PRIMARY KEY, applications_id uuid NOT NULL, authentication_token varchar(255), clean_speak_id uuid, data text, insert_instant bigint NOT NULL, last_login_instant bigint, last_update_instant bigint NOT NULL, timezone varchar(255), username varchar(191), username_status smallint NOT NULL, users_id uuid NOT NULL, verified bool NOT NULL);
CREATE TABLE user_registrations_application_roles (application_roles_id uuid NOT NULL, user_registrations_id uuid NOT NULL);
CREATE TABLE identity_providers (id uuid PRIMARY KEY, data text NOT NULL, enabled bool NOT NULL, name varchar(255) NOT NULL, type varchar(255) NOT NULL);
CREATE TABLE identity_provider_links (data text NOT NULL, display_name varchar(255), identity_providers_id uuid NOT NULL, identity_providers_user_id varchar(191) NOT NULL, insert_instant bigint NOT NULL, last_login_instant bigint NOT NULL, tenants_id uuid NOT NULL, users_id uuid NOT NULL);
INSERT INTO users (id, active, data, first_name, insert_instant, last_update_instant, tenants_id) SELECT md5('f' || n)::uuid, true, '{"plan":"pro"}', 'Zoë', 1700000000000 + n, 1700000000000 + n, md5('t')::uuid FROM generate_series(1, ${count}) n;
INSERT INTO identities (email, encryption_scheme, factor, insert_instant, last_update_instant, password, password_change_required, password_last_update_instant, salt, status, tenants_id, users_id, verified)
SELECT 'f' || n || '@example.com', 'salted-pbkdf2-hmac-sha256', 24000, 1, 1, 'wYxwPQTfdEqgnN7vwjZPQ3F5VYvfeLzOkCmNiS6Cp9E=', false, 1, 'MDEyMzQ1Njc4OWFiY2RlZg==', 0, md5('t')::uuid, md5('f' || n)::uuid, true FROM generate_series(1, ${count}) n;
INSERT INTO application_roles VALUES (md5('role')::uuid, md5('app')::uuid, NULL, false, false, 'editor');
INSERT INTO user_registrations (id, applications_id, authentication_token, insert_instant, last_update_instant, username_status, users_id, verified) SELECT md5('r' || n)::uuid, md5('app')::uuid, 'secret-token', 1, 1, 0, md5('f' || n)::uuid, true FROM generate_series(1, ${count}) n;
INSERT INTO user_registrations_application_roles SELECT md5('role')::uuid, md5('r' || n)::uuid FROM generate_series(1, ${count}, 3) n;
INSERT INTO identity_providers VALUES (md5('idp')::uuid, '{}', true, 'Google', 'Google');
INSERT INTO identity_provider_links SELECT '{"token":"secret-token"}', 'x@example.com', md5('idp')::uuid, 'g' || n, 1, 1, md5('t')::uuid, md5('f' || n)::uuid FROM generate_series(2, ${count}, 2) n;`

/** SuperTokens' schema: every other person has a password and a Google account, linked. */
export const supertokensSchema = (count: number): string => `
CREATE TABLE all_auth_recipe_users (app_id varchar(64) DEFAULT 'public', tenant_id varchar(64) DEFAULT 'public', user_id char(36) NOT NULL, primary_or_recipe_user_id char(36) NOT NULL, is_linked_or_is_a_primary_user bool NOT NULL DEFAULT false, recipe_id varchar(128) NOT NULL, time_joined bigint NOT NULL, primary_or_recipe_user_time_joined bigint NOT NULL, PRIMARY KEY (app_id, tenant_id, user_id));
CREATE TABLE emailpassword_users (app_id varchar(64) DEFAULT 'public', user_id char(36) NOT NULL, email varchar(256) NOT NULL, password_hash varchar(256) NOT NULL, time_joined bigint NOT NULL, PRIMARY KEY (app_id, user_id));
CREATE TABLE thirdparty_users (app_id varchar(64) DEFAULT 'public', third_party_id varchar(28) NOT NULL, third_party_user_id varchar(256) NOT NULL, user_id char(36) NOT NULL, email varchar(256) NOT NULL, time_joined bigint NOT NULL, PRIMARY KEY (app_id, user_id));
CREATE TABLE passwordless_users (app_id varchar(64) DEFAULT 'public', user_id char(36) NOT NULL, email varchar(256), phone_number varchar(256), time_joined bigint NOT NULL, PRIMARY KEY (app_id, user_id));
CREATE TABLE userid_mapping (app_id varchar(64) DEFAULT 'public', supertokens_user_id char(36) NOT NULL, external_user_id varchar(128) NOT NULL, external_user_id_info text, PRIMARY KEY (app_id, supertokens_user_id, external_user_id));
CREATE TABLE emailverification_verified_emails (app_id varchar(64) DEFAULT 'public', user_id varchar(128) NOT NULL, email varchar(256) NOT NULL, PRIMARY KEY (app_id, user_id, email));
CREATE TABLE user_metadata (app_id varchar(64) DEFAULT 'public', user_id varchar(128) NOT NULL, user_metadata text NOT NULL, PRIMARY KEY (app_id, user_id));
CREATE TABLE user_roles (app_id varchar(64) DEFAULT 'public', tenant_id varchar(64) DEFAULT 'public', user_id varchar(128) NOT NULL, role varchar(255) NOT NULL, PRIMARY KEY (app_id, tenant_id, user_id, role));
CREATE TABLE totp_user_devices (app_id varchar(64) DEFAULT 'public', user_id varchar(128) NOT NULL, device_name varchar(256) NOT NULL, secret_key varchar(256) NOT NULL, period int NOT NULL, skew int NOT NULL, verified bool NOT NULL, created_at bigint, PRIMARY KEY (app_id, user_id, device_name));
INSERT INTO all_auth_recipe_users (user_id, primary_or_recipe_user_id, is_linked_or_is_a_primary_user, recipe_id, time_joined, primary_or_recipe_user_time_joined)
SELECT md5('e' || n)::uuid::text, md5('e' || n)::uuid::text, true, 'emailpassword', 1700000000000 + n, 1700000000000 + n FROM generate_series(1, ${count}) n;
INSERT INTO all_auth_recipe_users (user_id, primary_or_recipe_user_id, is_linked_or_is_a_primary_user, recipe_id, time_joined, primary_or_recipe_user_time_joined)
SELECT md5('t' || n)::uuid::text, md5('e' || n)::uuid::text, true, 'thirdparty', 1700000000001 + n, 1700000000000 + n FROM generate_series(2, ${count}, 2) n;
INSERT INTO emailpassword_users (user_id, email, password_hash, time_joined) SELECT md5('e' || n)::uuid::text, 's' || n || '@example.com', '${bcrypt}', 1700000000000 + n FROM generate_series(1, ${count}) n;
INSERT INTO thirdparty_users (third_party_id, third_party_user_id, user_id, email, time_joined) SELECT 'google', 'g' || n, md5('t' || n)::uuid::text, 's' || n || '@example.com', 1 FROM generate_series(2, ${count}, 2) n;
INSERT INTO userid_mapping (supertokens_user_id, external_user_id) SELECT md5('e' || n)::uuid::text, 'own-' || n FROM generate_series(1, ${count}, 5) n;
INSERT INTO emailverification_verified_emails (user_id, email) SELECT CASE WHEN n % 5 = 1 THEN 'own-' || n ELSE md5('e' || n)::uuid::text END, 's' || n || '@example.com' FROM generate_series(1, ${count}) n;
INSERT INTO user_metadata (user_id, user_metadata) SELECT md5('e' || n)::uuid::text, '{"first_name":"Zoë"}' FROM generate_series(2, ${count}, 5) n;
INSERT INTO user_roles (user_id, role) SELECT CASE WHEN n % 5 = 1 THEN 'own-' || n ELSE md5('e' || n)::uuid::text END, 'editor' FROM generate_series(1, ${count}, 3) n;`
