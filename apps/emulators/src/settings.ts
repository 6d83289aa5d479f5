import * as v from 'valibot';
import { COZE_DEFAULTS, cozeSettingsSchema } from './coze/coze-settings.ts';
import type { EmulatorDatabase } from './database.ts';
import { DIFY_DEFAULTS, difySettingsSchema } from './dify/dify-settings.ts';
import type { EventHub } from './event-hub.ts';
import { milliseconds } from './milliseconds.ts';
import { MOVEWORKS_DEFAULTS, moveworksSettingsSchema } from './moveworks/moveworks-settings.ts';

/** Some of the settings, as the control API takes them; the others stay as they are. */
export const settingsChangeSchema = v.strictObject({
  /** Milliseconds between two chunks of a streamed answer; 0 sends it as fast as it is read. */
  paceMs: v.optional(milliseconds),
  dify: v.optional(v.partial(difySettingsSchema)),
  coze: v.optional(v.partial(cozeSettingsSchema)),
  moveworks: v.optional(v.partial(moveworksSettingsSchema)),
});

/** What an operator may set while the emulators run; kept in the state file. */
export interface EmulatorSettings {
  readonly paceMs: number;
  readonly dify: Readonly<v.InferOutput<typeof difySettingsSchema>>;
  readonly coze: Readonly<v.InferOutput<typeof cozeSettingsSchema>>;
  readonly moveworks: Readonly<v.InferOutput<typeof moveworksSettingsSchema>>;
}

export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;

export interface SettingsStore {
  current(): EmulatorSettings;
  change(change: SettingsChange): EmulatorSettings;
  reset(): void;
}

export function createSettingsStore({ database, events, paceMs }: SettingsStoreOptions): SettingsStore {
  database.execute('CREATE TABLE IF NOT EXISTS settings (id INTEGER PRIMARY KEY, json TEXT NOT NULL)');
  const initial: EmulatorSettings = {
    paceMs,
    dify: DIFY_DEFAULTS,
    coze: COZE_DEFAULTS,
    moveworks: MOVEWORKS_DEFAULTS,
  };
  const stored = database.row<{ json: string }>('SELECT json FROM settings WHERE id = 1');
  // A state file of an earlier version lacks the settings that came later.
  let settings = stored ? changed(initial, JSON.parse(stored.json)) : initial;
  const replace = (next: EmulatorSettings) => {
    settings = next;
    database.run('INSERT OR REPLACE INTO settings (id, json) VALUES (1, ?)', JSON.stringify(next));
    events.publish('settings');
  };
  return {
    current: () => settings,
    change: (change) => {
      replace(changed(settings, change));
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

const changed = (settings: EmulatorSettings, change: SettingsChange): EmulatorSettings => ({
  paceMs: change.paceMs ?? settings.paceMs,
  dify: withGiven(settings.dify, change.dify),
  coze: withGiven(settings.coze, change.coze),
  moveworks: withGiven(settings.moveworks, change.moveworks),
});

function withGiven<Settings extends object>(settings: Settings, change: Given<Settings> = {}): Settings {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}

type Given<Settings> = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };
