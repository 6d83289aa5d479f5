import { type SealingKey, sealMessageRef, type UpstreamMessage } from '@message-feedback/proxy';
import type { ChatUpstream, UpstreamChatMessage } from './upstreams/chat-upstream.ts';

/**
 * How long an answer on an open page can be rated. The page reloads its references when the user
 * returns to it.
 */
const REFERENCE_MS = 7 * 24 * 60 * 60 * 1_000;

export interface SealOptions {
  readonly sealingKeys: readonly SealingKey[];
  /** The adapter of the feedback proxy. */
  readonly adapter: { readonly name: string };
}

/**
 * The same upstream, whose answers have a sealed reference: it proves to the feedback proxy that
 * this user may rate them, and it contains the callback ids, which the browser must not choose.
 */
export function sealReferences(upstream: ChatUpstream, { sealingKeys, adapter }: SealOptions): ChatUpstream {
  async function seal(
    userId: string,
    { callbackIds, ...message }: UpstreamMessage,
  ): Promise<UpstreamMessage> {
    const common = { sealingKeys, adapter, userId, message, expiresAt: Date.now() + REFERENCE_MS };
    const token = callbackIds
      ? // Ids too long for a reference are left to the proxy to look up.
        await sealMessageRef({ ...common, callbackIds }).catch(() => sealMessageRef(common))
      : await sealMessageRef(common);
    return { ...message, token };
  }

  async function sealMessage(userId: string, message: UpstreamChatMessage): Promise<UpstreamChatMessage> {
    if (message.role === 'user' || message.feedbackRef === null) return message;
    return { ...message, feedbackRef: await seal(userId, message.feedbackRef) };
  }

  return {
    ...upstream,

    async listMessages(request) {
      const page = await upstream.listMessages(request);
      const items = page.items.map((message) => sealMessage(request.userId, message));
      return { ...page, items: await Promise.all(items) };
    },

    async *send(request) {
      for await (const event of upstream.send(request)) {
        if ((event.type === 'started' || event.type === 'ratable') && event.feedbackRef !== null) {
          yield { ...event, feedbackRef: await seal(request.userId, event.feedbackRef) };
        } else {
          yield event;
        }
      }
    },
  };
}
