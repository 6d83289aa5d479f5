import type { EmulatorDatabase } from '../../database.ts';
import { createConversations } from './conversations.ts';
import { createFeedbacks } from './feedbacks.ts';
import { createMessages } from './messages.ts';
import { createResponses } from './responses.ts';
import { readSecret } from './secret.ts';
import { MOVEWORKS_TABLE_NAMES, MOVEWORKS_TABLES } from './tables.ts';
import { createTokens } from './tokens.ts';

/** Everything the emulated Moveworks remembers. */
export function createMoveworksState(database: EmulatorDatabase, now: Clock): MoveworksState {
  database.execute(MOVEWORKS_TABLES);
  return {
    tokens: createTokens(database),
    conversations: createConversations(database, now),
    responses: createResponses(database, now),
    messages: createMessages(database, now),
    feedbacks: createFeedbacks(database, now),
    secret: () => readSecret(database),
    reset: () =>
      database.atOnce(() => {
        for (const table of MOVEWORKS_TABLE_NAMES) database.run(`DELETE FROM moveworks_${table}`);
      }),
  };
}

export interface MoveworksState {
  readonly tokens: ReturnType<typeof createTokens>;
  readonly conversations: ReturnType<typeof createConversations>;
  readonly responses: ReturnType<typeof createResponses>;
  readonly messages: ReturnType<typeof createMessages>;
  readonly feedbacks: ReturnType<typeof createFeedbacks>;
  /** The key that callback ids are signed with. */
  secret(): string;
  /** Forgets everything. */
  reset(): void;
}

/** Milliseconds since 1970. */
export type Clock = () => number;
