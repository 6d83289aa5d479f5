import { chatClient } from '../api/chat-client.ts';
import { createLiveAnswers } from './live-answers.ts';

/** The live answers of this page, which outlive the components that display them. */
export const pageLiveAnswers = createLiveAnswers(chatClient);
