import type { FeedbackAdapter } from '@message-feedback/proxy';
import type { About, UpstreamName } from '../contract/about.ts';
import type { ChatUpstream } from './upstreams/chat-upstream.ts';

export interface AboutOptions {
  readonly upstream: UpstreamName;
  readonly chat: ChatUpstream;
  readonly adapter: Pick<FeedbackAdapter, 'capabilities'>;
  readonly operatorUrl: string | null;
}

/** What the page shows about its upstream. */
export function aboutOf({ upstream, chat, adapter, operatorUrl }: AboutOptions): About {
  return {
    upstream,
    operatorUrl,
    canRename: chat.renameConversation !== undefined,
    canDelete: chat.deleteConversation !== undefined,
    canStop: chat.stop !== undefined,
    feedback: adapter.capabilities,
  };
}
