import type { EmulatorDatabase } from '../../database.ts';

/** The calls a free account has left; without a row there is no limit. */
export function createQuota(database: EmulatorDatabase) {
  const left = () => database.row<QuotaRow>('SELECT calls_left FROM coze_quota')?.calls_left ?? null;
  return {
    left,
    /** @param calls - null for no limit. */
    set: (calls: number | null) =>
      database.run('INSERT OR REPLACE INTO coze_quota (id, calls_left) VALUES (1, ?)', calls),
    /** @returns whether there was one to take. */
    take() {
      if (left() === 0) return false;
      database.run('UPDATE coze_quota SET calls_left = calls_left - 1');
      return true;
    },
  };
}

interface QuotaRow {
  readonly calls_left: number | null;
}
