import { afterAll, beforeAll } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** A Postgres for all tests of a file: it starts before the first and is removed after the last. */
export function postgresOfFile(): PostgresOfFile {
  let server: PostgresServer | undefined;
  let schemas = 0;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.remove());

  return {
    get server() {
      if (server === undefined) throw new Error('Postgres starts before the first test of the file.');
      return server;
    },
    newSchema: () => `schema_${++schemas}`,
  };
}

interface PostgresOfFile {
  readonly server: PostgresServer;
  /** The name of a schema that no other test uses. */
  newSchema(): string;
}
