import type { HeldAnswers } from '../assistant/held-answers.ts';
import type { RunningTasks } from '../assistant/running-tasks.ts';
import type { EventHub } from '../event-hub.ts';
import type { SettingsStore } from '../settings.ts';
import type { MoveworksSettings } from './moveworks-settings.ts';
import type { Clock, MoveworksState } from './state/moveworks-state.ts';

/** What every route of the emulated Moveworks works with. */
export interface MoveworksService {
  readonly state: MoveworksState;
  readonly settings: SettingsStore;
  readonly events: EventHub;
  /** The answers being streamed, by response id. */
  readonly tasks: RunningTasks;
  readonly heldAnswers: HeldAnswers;
  readonly now: Clock;
}

export const moveworksSettings = (service: MoveworksService): Readonly<MoveworksSettings> =>
  service.settings.current().moveworks;
