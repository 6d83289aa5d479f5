import { join } from 'node:path';
import { createFeedbackProxy, type FeedbackAdapter, type SealingKey } from '@message-feedback/proxy';
import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import Database from 'libsql';

export interface StartOptions {
  readonly adapter: FeedbackAdapter;
  /** Opens the references that `sealReferences` creates. */
  readonly sealingKeys: readonly SealingKey[];
  readonly dataFolder: string;
  readonly userIdOf: (request: Request) => Promise<string | null>;
  readonly trustedOrigins: readonly string[];
}

/** Starts the feedback proxy, with its store in the data folder. */
export function startFeedbackProxy({
  adapter,
  sealingKeys,
  dataFolder,
  userIdOf,
  trustedOrigins,
}: StartOptions) {
  // A file for each upstream, as one store serves one adapter.
  const database = new Database(join(dataFolder, `feedback-${adapter.name}.sqlite`));
  const proxy = createFeedbackProxy({
    adapter,
    identify: userIdOf,
    sealingKeys,
    store: createSqliteStore({ database }),
    trustedOrigins,
  });
  // Delivers at once what an earlier process left behind.
  proxy.start();
  return {
    fetch: proxy.fetch,
    /** Waits for the deliveries in flight. The rest stays in the store until the next start. */
    async close(): Promise<void> {
      await proxy.close();
      database.close();
    },
  };
}
