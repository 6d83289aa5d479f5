import type { FeedbackAdapter, UpstreamMessage } from './adapters/feedback-adapter.ts';
import { within } from './delivery/time-limit.ts';
import { messageNotFound } from './identity.ts';

/**
 * The message with the callback ids that the host finds for it within the time. When the host's function fails or is late, the
 * message as it is: delivery asks again. Throws `message_not_found` when the host says that there is none.
 */
export async function lookUpMessage(
  message: UpstreamMessage,
  userId: string,
  { adapter: { resolveMessage }, timeoutMs }: LookUpOptions,
): Promise<UpstreamMessage> {
  if (resolveMessage === undefined || message.callbackIds !== undefined) return message;
  const callbackIds = await within(timeoutMs, async () => resolveMessage({ userId, message })).catch(
    () => undefined,
  );
  if (callbackIds === null) throw messageNotFound();
  return callbackIds === undefined ? message : { ...message, callbackIds };
}

export interface LookUpOptions {
  readonly adapter: FeedbackAdapter;
  readonly timeoutMs: number;
}
