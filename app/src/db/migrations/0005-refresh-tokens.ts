import type { Migration } from './migration';

export const refreshTokens: Migration = {
  name: '0005-refresh-tokens',
  sql: `
    -- One row for each log-in: its tokens replace each other, and end together.
    CREATE TABLE token_families (
      id         uuid        PRIMARY KEY,
      user_id    uuid        NOT NULL REFERENCES users (id),
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      revoked_at timestamptz
    );

    CREATE TABLE refresh_tokens (
      -- SHA-256 of the token: who reads the table cannot use it.
      token_hash bytea       PRIMARY KEY,
      family_id  uuid        NOT NULL REFERENCES token_families (id) ON DELETE CASCADE,
      issued_at  timestamptz NOT NULL,
      used_at    timestamptz
    );

    CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id);
    CREATE INDEX token_families_expired ON token_families (expires_at);
  `,
};
