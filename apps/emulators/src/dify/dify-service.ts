import type { HeldAnswers } from '../assistant/held-answers.ts';
import type { RunningTasks } from '../assistant/running-tasks.ts';
import type { EventHub } from '../event-hub.ts';
import type { SettingsStore } from '../settings.ts';
import type { DifyGeneration } from './dify-settings.ts';
import type { Clock, DifyState } from './state/dify-state.ts';

/** What every route of the emulated Dify works with. */
export interface DifyService {
  readonly state: DifyState;
  readonly settings: SettingsStore;
  readonly events: EventHub;
  readonly tasks: RunningTasks;
  readonly heldAnswers: HeldAnswers;
  readonly now: Clock;
}

export const generationOf = (service: DifyService): DifyGeneration =>
  service.settings.current().dify.generation;

/** Dify's times: whole seconds since 1970. */
export const inSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
