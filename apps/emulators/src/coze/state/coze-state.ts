import type { EmulatorDatabase } from '../../database.ts';
import { createChats } from './chats.ts';
import { createConversations } from './conversations.ts';
import { createCozeIds } from './coze-ids.ts';
import { DEFAULT_OAUTH_APPS, DEFAULT_TOKENS } from './default-access.ts';
import { createFeedbacks } from './feedbacks.ts';
import { createMessages } from './messages.ts';
import { createOauthApps } from './oauth-apps.ts';
import { createQuota } from './quota.ts';
import { COZE_TABLE_NAMES, COZE_TABLES } from './tables.ts';
import { createTokens } from './tokens.ts';

/** Everything the emulated Coze remembers, of both regions. A new database gets the default tokens and apps. */
export function createCozeState(database: EmulatorDatabase, now: Clock): CozeState {
  database.execute(COZE_TABLES);
  const nextId = createCozeIds(now);
  const tokens = createTokens(database);
  const oauthApps = createOauthApps(database);
  const seed = () => {
    for (const token of DEFAULT_TOKENS) tokens.create(token);
    for (const app of DEFAULT_OAUTH_APPS) oauthApps.create(app);
  };
  if (oauthApps.all().length === 0) seed();
  return {
    tokens,
    oauthApps,
    conversations: createConversations(database, now, nextId),
    chats: createChats(database, now, nextId),
    messages: createMessages(database, now, nextId),
    feedbacks: createFeedbacks(database, now),
    quota: createQuota(database),
    reset: () =>
      database.atOnce(() => {
        for (const table of COZE_TABLE_NAMES) database.run(`DELETE FROM coze_${table}`);
        seed();
      }),
  };
}

export interface CozeState {
  readonly tokens: ReturnType<typeof createTokens>;
  readonly oauthApps: ReturnType<typeof createOauthApps>;
  readonly conversations: ReturnType<typeof createConversations>;
  readonly chats: ReturnType<typeof createChats>;
  readonly messages: ReturnType<typeof createMessages>;
  readonly feedbacks: ReturnType<typeof createFeedbacks>;
  readonly quota: ReturnType<typeof createQuota>;
  /** Forgets everything but the default tokens and apps. */
  reset(): void;
}

/** Milliseconds since 1970. */
export type Clock = () => number;
