import type { FeedbackClient } from '@message-feedback/core';
import { useFeedbackClient } from '../src/index.ts';

const opened = new Set<FeedbackClient>();

/** Notes the client of the provider around it. Renders nothing. */
export function OpenedClient(): null {
  opened.add(useFeedbackClient());
  return null;
}

/**
 * Ends the clients of a test. All tests share a page, and a client with unsent feedback retries after its
 * provider is gone.
 */
export function closeClients(): void {
  for (const client of opened) client.close();
  opened.clear();
}
