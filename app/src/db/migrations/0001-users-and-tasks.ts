import type { Migration } from './migration';

export const usersAndTasks: Migration = {
  name: '0001-users-and-tasks',
  sql: `
    CREATE TABLE users (
      id            uuid        PRIMARY KEY,
      email         text        NOT NULL CONSTRAINT users_email_unique UNIQUE,
      password_hash text        NOT NULL,
      display_name  text        NOT NULL,
      created_at    timestamptz NOT NULL
    );

    CREATE TABLE tasks (
      id           uuid        PRIMARY KEY,
      owner_id     uuid        NOT NULL CONSTRAINT tasks_owner_fk REFERENCES users (id),
      title        text        NOT NULL,
      description  text,
      status       text        NOT NULL CHECK (status IN ('open', 'completed')),
      priority     text        NOT NULL CHECK (priority IN ('low', 'normal', 'high')),
      due_at       timestamptz,
      tags         text[]      NOT NULL DEFAULT '{}',
      created_at   timestamptz NOT NULL,
      updated_at   timestamptz NOT NULL,
      completed_at timestamptz,
      deleted_at   timestamptz
    );

    CREATE INDEX tasks_page ON tasks (owner_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
    CREATE INDEX tasks_owner ON tasks (owner_id);
  `,
};
