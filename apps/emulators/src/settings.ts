import type { EmulatorDatabase } from './database.ts';
import type { EventHub } from './event-hub.ts';

/** What an operator may set while the emulators run; kept in the state file. */
export interface EmulatorSettings {
  /** Milliseconds between two chunks of a streamed answer; 0 sends it as fast as it is read. */
  readonly paceMs: number;
  readonly dify: DifySettings;
}

export interface DifySettings {
  /** Whose error answers are given: those of Dify up to 1.7.2, 1.8.0, 1.11.0, or of today's main branch. */
  readonly generation: DifyGeneration;
  /** How long a first rating waits between looking for a row and inserting one, in milliseconds; above 0, two at once make two rows. */
  readonly raceWindowMs: number;
}

export const DIFY_GENERATIONS = ['G1', 'G2', 'G3', 'G4'] as const;
export type DifyGeneration = (typeof DIFY_GENERATIONS)[number];

export interface SettingsStore {
  current(): EmulatorSettings;
  change(change: SettingsChange): EmulatorSettings;
  reset(): void;
}

export interface SettingsChange {
  readonly paceMs?: number | undefined;
  readonly dify?:
    | { readonly generation?: DifyGeneration | undefined; readonly raceWindowMs?: number | undefined }
    | undefined;
}

export function createSettingsStore({ database, events, paceMs }: SettingsStoreOptions): SettingsStore {
  database.execute('CREATE TABLE IF NOT EXISTS settings (id INTEGER PRIMARY KEY, json TEXT NOT NULL)');
  const initial: EmulatorSettings = { paceMs, dify: { generation: 'G4', raceWindowMs: 0 } };
  const stored = database.row<{ json: string }>('SELECT json FROM settings WHERE id = 1');
  let settings: EmulatorSettings = stored ? { ...initial, ...JSON.parse(stored.json) } : initial;
  const replace = (next: EmulatorSettings) => {
    settings = next;
    database.run('INSERT OR REPLACE INTO settings (id, json) VALUES (1, ?)', JSON.stringify(next));
    events.publish('settings');
  };
  return {
    current: () => settings,
    change: ({ paceMs = settings.paceMs, dify = {} }) => {
      const { generation = settings.dify.generation, raceWindowMs = settings.dify.raceWindowMs } = dify;
      replace({ paceMs, dify: { generation, raceWindowMs } });
      return settings;
    },
    reset: () => replace(initial),
  };
}

interface SettingsStoreOptions {
  readonly database: EmulatorDatabase;
  readonly events: EventHub;
  readonly paceMs: number;
}
