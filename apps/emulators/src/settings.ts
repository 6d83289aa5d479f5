import * as v from 'valibot';
import { cozeSettingsSchema } from './coze/coze-settings.ts';
import { difySettingsSchema } from './dify/dify-settings.ts';
import { wholeNumber } from './frame/command.ts';
import type { Store } from './frame/store.ts';
import { moveworksSettingsSchema } from './moveworks/moveworks-settings.ts';

/** Some of the settings, as the control API takes them; the others stay as they are. */
export const settingsChangeSchema = v.strictObject({
  /** Milliseconds between two chunks of a streamed answer; 0 sends it as fast as it is read. */
  paceMs: v.optional(wholeNumber(0, 60_000)),
  dify: v.optional(v.partial(difySettingsSchema)),
  coze: v.optional(v.partial(cozeSettingsSchema)),
  moveworks: v.optional(v.partial(moveworksSettingsSchema)),
});
type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;

/** What an operator may set while the emulators run, kept in the state file. */
export function createSettings({ collection }: Store, paceMs: number) {
  const defaults = {
    paceMs,
    dify: v.parse(difySettingsSchema, {}),
    coze: v.parse(cozeSettingsSchema, {}),
    moveworks: v.parse(moveworksSettingsSchema, {}),
  };
  const rows = collection('settings', 'id', (given: SettingsChange) => ({ ...given, id: 1 }));
  // The result has every setting, as JSON holds no undefined ones.
  const merged = (settings: typeof defaults, change: SettingsChange) =>
    ({
      paceMs: change.paceMs ?? settings.paceMs,
      dify: { ...settings.dify, ...change.dify },
      coze: { ...settings.coze, ...change.coze },
      moveworks: { ...settings.moveworks, ...change.moveworks },
    }) as typeof defaults;
  const current = () => merged(defaults, rows.find({}) ?? {});
  return {
    current,
    change(change: SettingsChange) {
      rows.put(merged(current(), change));
      return current();
    },
  };
}

export type Settings = ReturnType<typeof createSettings>;
