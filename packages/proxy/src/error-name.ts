/**
 * The class of a thrown value, with its code if it has one: `DatabaseError 42501`,
 * `SqliteError SQLITE_FULL`. Messages of foreign errors may quote user text or keys, so events hold only
 * those of the kit's own classes.
 */
export function errorNameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name } = error.constructor;
  return 'code' in error && typeof error.code === 'string' && ERROR_CODE.test(error.code)
    ? `${name} ${error.code}`
    : name;
}

/**
 * The form of the codes of Node, SQLite and SQL. It cannot hold a sentence, and is too short for a
 * key.
 */
const ERROR_CODE = /^[A-Z0-9_]{5,32}$/;
