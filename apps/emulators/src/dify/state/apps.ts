import { randomUUID } from 'node:crypto';
import type { EmulatorDatabase } from '../../database.ts';

/** The apps of the emulated workspace; each has the key its callers present. */
export function createApps(database: EmulatorDatabase) {
  return {
    byKey: (apiKey: string) => database.row<AppRow>('SELECT * FROM dify_apps WHERE api_key = ?', apiKey),
    byId: (id: string) => database.row<AppRow>('SELECT * FROM dify_apps WHERE id = ?', id),
    all: () => database.rows<AppRow>('SELECT * FROM dify_apps ORDER BY rowid'),
    create({ id = randomUUID(), ...app }: NewApp): AppRow {
      database.run(
        'INSERT INTO dify_apps VALUES (?, ?, ?, ?, ?, ?, ?)',
        id,
        app.apiKey,
        app.name,
        app.mode,
        'normal',
        app.openingStatement,
        JSON.stringify(app.suggestedQuestions),
      );
      return {
        id,
        api_key: app.apiKey,
        name: app.name,
        mode: app.mode,
        condition: 'normal',
        opening_statement: app.openingStatement,
        suggested_questions: JSON.stringify(app.suggestedQuestions),
      };
    },
    setCondition: (id: string, condition: AppCondition) =>
      database.run('UPDATE dify_apps SET condition = ? WHERE id = ?', condition, id),
  };
}

export interface AppRow {
  readonly id: string;
  readonly api_key: string;
  readonly name: string;
  readonly mode: AppMode;
  readonly condition: AppCondition;
  readonly opening_statement: string;
  readonly suggested_questions: string;
}

export interface NewApp {
  readonly id?: string;
  readonly apiKey: string;
  readonly name: string;
  readonly mode: AppMode;
  readonly openingStatement: string;
  readonly suggestedQuestions: readonly string[];
}

export const APP_MODES = ['chat', 'completion'] as const;
export type AppMode = (typeof APP_MODES)[number];

/** Why Dify would answer 403 to a right key; `normal` when it would not. */
export const APP_CONDITIONS = ['normal', 'api_disabled', 'gone', 'abnormal', 'workspace_archived'] as const;
export type AppCondition = (typeof APP_CONDITIONS)[number];
