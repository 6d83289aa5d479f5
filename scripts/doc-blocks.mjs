/** Modules that a reader's own app has, and that blocks import. */
export const HOST_MODULES = {
  'chat.ts': `interface Side { callback_id: string }
interface Answer {
  messageId: string;
  conversationId: string;
  responseId: string;
  feedback?: { helpful?: Side; unhelpful?: Side };
}
export declare function lastAnswer(userId: string): Promise<Answer>;`,
  'messages.ts': 'export declare function isMessageOf(userId: string, messageId: string): Promise<boolean>;',
  'proxy.ts': "export declare const proxy: import('@message-feedback/proxy').FeedbackProxy;",
  'session.ts':
    'export declare function readSession(cookie: string | null): Promise<{ userId: string } | null>;',
};

/** The TypeScript blocks of a document that import something, and so can be compiled. */
export function blocksOf(text) {
  return [...text.matchAll(/^```(tsx?)(?: (\S+))?\n([\s\S]*?)^```$/gm)]
    .map(([, language, name, code]) => ({ language, name, code }))
    .filter(({ code }) => /^import /m.test(code));
}
