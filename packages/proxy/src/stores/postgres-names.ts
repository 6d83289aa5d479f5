import { checkTableName } from './table-name.ts';

/** Where the store's tables are. */
export interface PostgresNames {
  /**
   * Schema of the tables, which is made when missing.
   * @default the first of the connection's search_path, usually `public`
   */
  readonly schema?: string;
  /**
   * Name of the table, and the first part of the names that belong to it. Two proxies in one database need two.
   * @default 'message_feedback'
   */
  readonly table?: string;
}

/** The names, with quotes as they stand in SQL. Throws a `TypeError` for those that could be more than names. */
export function postgresNames({ schema, table = 'message_feedback' }: PostgresNames): QuotedNames {
  checkTableName(table, { what: 'its table name', longest: LONGEST - '_migrations'.length });
  if (schema !== undefined) checkTableName(schema, { what: 'the name of its schema', longest: LONGEST });
  const prefix = schema === undefined ? '' : `"${schema}".`;
  return {
    schema: schema ?? null,
    table: `${prefix}"${table}"`,
    migrations: `${prefix}"${table}_migrations"`,
    indexOf: (column) => `"${table}_${column}"`,
  };
}

export interface QuotedNames {
  /** Without quotes. */
  readonly schema: string | null;
  readonly table: string;
  readonly migrations: string;
  indexOf(column: 'due' | 'leased' | 'dead'): string;
}

/** Postgres cuts longer names off, and then two of them can be one. */
const LONGEST = 63;
