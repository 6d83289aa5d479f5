import type { EmulatorDatabase } from '../../database.ts';
import { createApps } from './apps.ts';
import { createConversations } from './conversations.ts';
import { DEFAULT_APPS } from './default-apps.ts';
import { createEndUsers } from './end-users.ts';
import { createFeedbacks } from './feedbacks.ts';
import { createMessages } from './messages.ts';
import { DIFY_TABLE_NAMES, DIFY_TABLES } from './tables.ts';

/** Everything the emulated Dify remembers. A database without apps gets the default ones. */
export function createDifyState(database: EmulatorDatabase, now: Clock): DifyState {
  database.execute(DIFY_TABLES);
  const apps = createApps(database);
  const seed = () => {
    for (const app of DEFAULT_APPS) apps.create(app);
  };
  if (apps.all().length === 0) seed();
  return {
    apps,
    endUsers: createEndUsers(database, now),
    conversations: createConversations(database, now),
    messages: createMessages(database, now),
    feedbacks: createFeedbacks(database, now),
    reset: () =>
      database.atOnce(() => {
        for (const table of DIFY_TABLE_NAMES) database.run(`DELETE FROM dify_${table}`);
        seed();
      }),
  };
}

export interface DifyState {
  readonly apps: ReturnType<typeof createApps>;
  readonly endUsers: ReturnType<typeof createEndUsers>;
  readonly conversations: ReturnType<typeof createConversations>;
  readonly messages: ReturnType<typeof createMessages>;
  readonly feedbacks: ReturnType<typeof createFeedbacks>;
  /** Forgets everything but the default apps. */
  reset(): void;
}

/** Milliseconds since 1970. */
export type Clock = () => number;
