import { CHAT_ERRORS, type ChatErrorCode } from '../../../contract/chat-error.ts';

export { en as labels } from '@message-feedback/react';

/** The chat's own words. The other languages in this folder have the same keys. */
export const words = {
  chat: 'Chat',
  newChat: 'New chat',
  untitled: 'Conversation',
  language: 'Language',
  skipToField: 'Skip to the message field',

  conversations: 'Conversations',
  showConversations: 'Show conversations',
  noConversations: 'None yet.',
  conversationsNotLoaded: 'The conversations could not be loaded.',
  showOlder: 'Show older',
  rename: (title: string) => `Rename “${title}”`,
  title: 'Title of the conversation',
  save: 'Save',
  saving: 'Saving…',
  remove: (title: string) => `Delete “${title}”`,
  removeHeading: 'Delete this conversation?',
  removeText: (title: string) => `“${title}” and its messages will be gone. This cannot be undone.`,
  removeNow: 'Delete',
  removing: 'Deleting…',
  cancel: 'Cancel',
  close: 'Close',

  welcome: 'What would you like to know?',
  greeting: 'Ask something, then tell me with the thumbs whether the answer helped.',
  suggestions: 'Suggested questions',
  examples: ['What can you do?', 'What is 17 * 23?', 'Why is the sky blue?', 'Give me some example code'],

  messages: 'Messages',
  you: 'You',
  assistant: 'Assistant',
  thinking: 'Thinking…',
  answering: 'The assistant is answering.',
  said: (text: string) => `The assistant said: ${text}`,
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'The browser does not allow copying.',
  regenerate: 'Regenerate',
  tryAgainWithFeedback: 'Try again with this feedback',
  answerAgain: 'Please answer again and take my feedback into account:',
  loading: 'Loading…',
  showEarlier: 'Show earlier messages',
  toLatest: 'Go to the latest message',
  picture: 'Picture',
  table: 'Table',

  message: 'Your message',
  placeholder: 'Ask anything',
  send: 'Send',
  stop: 'Stop answering',
  tooLong: 'The message is too long to be sent. Shorten it, or send it in parts.',
  offline: 'You are offline. Ratings are kept and sent later; questions have to wait.',
  tryAgain: 'Try again',
  startNewChat: 'Start a new chat',
  errors: Object.fromEntries(
    Object.entries(CHAT_ERRORS).map(([code, { sentence }]) => [code, sentence]),
  ) as Record<ChatErrorCode, string>,

  about: 'About this demo',
  emulated: (upstream: string) => `It runs on an emulated ${upstream}.`,
  operatorPage: 'See the feedback it has received on the operator page',
  runsOn: (upstream: string) => `It runs on ${upstream}.`,
  withFeedback: (upstream: string) => `What ${upstream} does with feedback`,
  undoAnyTime: 'You can undo a rating at any time: press the same button again.',
  undoFor: (seconds: number) => `You can undo a rating for ${seconds} seconds. Then it is sent and final.`,
  changeAnyTime: 'You can change a rating, its reasons and its comment: the latest version counts.',
  changeByUndo: 'To change a rating, undo it first.',
  changeUntilFinal: 'Until then you can also change it, which restarts the wait.',
  reasonsSeparate: (upstream: string) => `${upstream} stores reasons and comment separately.`,
  reasonsInComment: (upstream: string) =>
    `${upstream} has no field for reasons: they are sent as part of the comment.`,
  noReasons: (upstream: string) => `${upstream} accepts no reasons, so the form does not offer any.`,
  limits: (reasons: number, characters: number, comment: number) =>
    `Limits: ${reasons} reasons of ${characters} characters, and a comment of ${comment}.`,
  tryAnother: 'Try another upstream',
  restart: 'Stop the demo and start it again with one of these:',
};

export type ChatWords = typeof words;
