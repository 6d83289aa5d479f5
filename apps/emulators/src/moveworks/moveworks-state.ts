import { randomBytes, randomInt } from 'node:crypto';
import type { Nullable, RowOf, Store, Texts } from '../frame/store.ts';
import type { FEEDBACK_SIDES, MoveworksSettings } from './moveworks-settings.ts';

export type Side = 'helpful' | 'unhelpful';
type Token = Texts<'token' | 'user'> & { kind: 'access' | 'api_key' };
/** `completed_at` is null while it streams, and in the future while the caller has to poll. */
type Response = Texts<'conversation_id'> & {
  outcome: MoveworksSettings['responseOutcome'];
  completed_at: Nullable<number>;
};
type Message = Texts<'conversation_id' | 'response_id' | 'text'> & {
  actor: 'USER' | 'ASSISTANT' | 'LIVE_AGENT' | 'SYSTEM';
  sides: (typeof FEEDBACK_SIDES)[number];
};
type Feedback = Texts<'message_id' | 'user'> & { side: Side; submissions: number };

/** The state of the emulated Moveworks. */
export function createMoveworksState({ collection }: Store, now: () => number) {
  /** A bearer identifies one user. Access tokens expire, API keys do not. */
  const tokens = collection('moveworks_tokens', 'token', (_: Token) => ({
    expires_at: null as Nullable<number>,
  }));
  const secrets = collection('moveworks_secrets', 'key', (_: Texts<'key'>) => ({}));
  const conversations = collection('moveworks_conversations', 'id', (_: Texts<'user'>, time) => ({
    ...{ id: newId('conv'), title: null as Nullable<string> },
    ...{ created_at: time, updated_at: time },
  }));
  /** A response is the answer to one message of the user. */
  const responses = collection('moveworks_responses', 'id', (_: Response, time) => ({
    ...{ id: newId('resp'), created_at: time },
  }));
  const messages = collection('moveworks_messages', 'id', (_: Message, time) => ({
    id: newId('msg'),
    kind: 'MESSAGE' as 'MESSAGE' | 'REASONING',
    /** The number of the read that minted the current callback ids. */
    serial: 1,
    created_at: time,
  }));
  /** One row per message, with the number of submissions. */
  const feedbacks = collection('moveworks_feedbacks', 'message_id', (_: Feedback, time) => ({
    ...{ additional_feedback: null as Nullable<string>, created_at: time, updated_at: time },
  }));

  const statusOf = ({ outcome, completed_at: completedAt }: RowOf<typeof responses>): ResponseStatus =>
    completedAt !== null && completedAt <= now() ? outcome : 'IN_PROGRESS';
  /** The matching messages. Those to the user are visible once their response is complete. */
  const visible = (match: Parameters<typeof messages.all>[0]) =>
    messages.all(match).filter(({ actor, response_id: id }) => {
      const response = responses.find({ id });
      return actor === 'USER' || (response && statusOf(response) === 'COMPLETED');
    });
  return {
    ...{ tokens, conversations, responses, messages, feedbacks, statusOf, visible },
    /** Ends the responses that a killed process was streaming. */
    begin() {
      for (const { id, created_at } of responses.all({ completed_at: null })) {
        responses.update({ id }, { completed_at: created_at });
      }
    },
    /** The key that signs callback ids. It is stored, so they stay valid after a restart. */
    secret: () => (secrets.find({}) ?? secrets.insert({ key: randomBytes(32).toString('base64url') })).key,
  };
}

export type MoveworksState = ReturnType<typeof createMoveworksState>;
export type ConversationRow = RowOf<MoveworksState['conversations']>;
export type ResponseRow = RowOf<MoveworksState['responses']>;
export type MessageRow = RowOf<MoveworksState['messages']>;
export type ResponseStatus = 'CREATED' | 'IN_PROGRESS' | Response['outcome'];

/** An id of Moveworks: a prefix for its kind, then 21 base-62 digits. */
export const newId = (prefix: 'conv' | 'resp' | 'msg' | 'reason') => `${prefix}_${base62(21)}`;

export const base62 = (length: number): string =>
  Array.from({ length }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('');

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
