import type { FeedbackAdapter } from '@message-feedback/proxy';
import type { ChatUpstream } from './chat-upstream.ts';

/** An upstream for the chat and for feedback, with the same credentials. */
export interface Assistant {
  readonly chat: ChatUpstream;
  readonly adapter: FeedbackAdapter;
}
