import type { FeedbackAdapter } from '@message-feedback/proxy';
import type { ChatUpstream } from './chat-upstream.ts';

/** An upstream as this chat needs it: to speak with, and to rate. Both go by the same credentials. */
export interface Assistant {
  readonly chat: ChatUpstream;
  readonly adapter: FeedbackAdapter;
}
