import * as v from 'valibot';
import { cozeSettingsSchema } from './coze/coze-settings.ts';
import { difySettingsSchema } from './dify/dify-settings.ts';
import * as column from './frame/column.ts';
import type { EmulatorDatabase } from './frame/database.ts';
import type { EventHub } from './frame/event-hub.ts';
import { createTable } from './frame/table.ts';
import { moveworksSettingsSchema } from './moveworks/moveworks-settings.ts';

/** Some of the settings, as the control API takes them; the others stay as they are. */
export const settingsChangeSchema = v.strictObject({
  /** Milliseconds between two chunks of a streamed answer; 0 sends it as fast as it is read. */
  paceMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000))),
  dify: v.optional(v.partial(difySettingsSchema)),
  coze: v.optional(v.partial(cozeSettingsSchema)),
  moveworks: v.optional(v.partial(moveworksSettingsSchema)),
});

type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;

/** What an operator may set while the emulators run; kept in the state file. */
export interface EmulatorSettings {
  readonly paceMs: number;
  readonly dify: v.InferOutput<typeof difySettingsSchema>;
  readonly coze: v.InferOutput<typeof cozeSettingsSchema>;
  readonly moveworks: v.InferOutput<typeof moveworksSettingsSchema>;
}

export interface SettingsStore {
  current(): EmulatorSettings;
  change(change: SettingsChange): EmulatorSettings;
  reset(): void;
}

export function createSettingsStore(
  database: EmulatorDatabase,
  events: EventHub,
  paceMs: number,
): SettingsStore {
  const table = createTable(database, 'settings', { id: column.number, json: column.json<SettingsChange>() });
  const initial: EmulatorSettings = {
    paceMs,
    dify: v.parse(difySettingsSchema, {}),
    coze: v.parse(cozeSettingsSchema, {}),
    moveworks: v.parse(moveworksSettingsSchema, {}),
  };
  const stored = table.find({ id: 1 });
  // A state file of an earlier version lacks the settings that came later.
  let settings = stored ? changed(initial, stored.json) : initial;
  const replace = (next: EmulatorSettings) => {
    settings = next;
    table.delete({ id: 1 });
    table.insert({ id: 1, json: next });
    events.publish('settings');
    return settings;
  };
  return {
    current: () => settings,
    change: (change) => replace(changed(settings, change)),
    reset: () => void replace(initial),
  };
}

const changed = (settings: EmulatorSettings, change: SettingsChange): EmulatorSettings => ({
  paceMs: change.paceMs ?? settings.paceMs,
  dify: { ...settings.dify, ...given(change.dify) },
  coze: { ...settings.coze, ...given(change.coze) },
  moveworks: { ...settings.moveworks, ...given(change.moveworks) },
});

/** Without the fields that are undefined. */
function given<Fields extends object>(fields: Fields = {} as Fields) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}
