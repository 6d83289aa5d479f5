import { join } from 'node:path';
import { createFeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import Database from 'libsql';
import type { DifyAccess } from './upstreams/dify/dify-request.ts';

export interface FeedbackOptions {
  readonly dify: DifyAccess;
  readonly dataFolder: string;
  readonly userIdOf: (request: Request) => Promise<string | null>;
  readonly trustedOrigins: readonly string[];
}

/** The feedback proxy, with its store in the data folder. */
export function createFeedback({ dify, dataFolder, userIdOf, trustedOrigins }: FeedbackOptions) {
  const database = new Database(join(dataFolder, 'feedback.sqlite'));
  const proxy = createFeedbackProxy({
    adapter: createDifyAdapter(dify),
    identify: userIdOf,
    store: createSqliteStore({ database }),
    trustedOrigins,
  });
  return {
    fetch: proxy.fetch,
    /** Waits for the deliveries under way. What is still to be delivered waits in the store for the next start. */
    async close(): Promise<void> {
      await proxy.close();
      database.close();
    },
  };
}
