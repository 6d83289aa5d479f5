import type { HeldAnswers } from '../assistant/held-answers.ts';
import type { RunningTasks } from '../assistant/running-tasks.ts';
import type { EventHub } from '../event-hub.ts';
import type { SettingsStore } from '../settings.ts';
import type { CozeSettings } from './coze-settings.ts';
import type { Clock, CozeState } from './state/coze-state.ts';

/** What every route of the emulated Coze works with, in both regions. */
export interface CozeService {
  readonly state: CozeState;
  readonly settings: SettingsStore;
  readonly events: EventHub;
  /** The answers being streamed, by chat id. */
  readonly tasks: RunningTasks;
  readonly heldAnswers: HeldAnswers;
  readonly now: Clock;
}

export const cozeSettings = (service: CozeService): Readonly<CozeSettings> => service.settings.current().coze;

/** Coze's times: whole seconds since 1970. */
export const inSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
