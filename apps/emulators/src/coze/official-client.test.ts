import {
  APIError,
  ChatEventType,
  ChatStatus,
  type ChatV3Message,
  CozeAPI,
  getJWTToken,
  RoleType,
  type StreamChatData,
} from '@coze/api';
import { beforeEach, describe, expect, it } from 'vitest';
import { COZE_BOT, COZE_WORKFLOW, feedbackPath, LIKE } from '../testing/coze-caller.ts';
import { freshEmulators } from '../testing/test-emulators.ts';

const emulators = freshEmulators();
let alice: CozeAPI;
beforeEach(async () => {
  const app = emulators.access.coze.cn.oauthAppId;
  const { keyId, privateKey } = (await emulators.control(`/coze/oauth-apps/${app}/keys`, {})).body;
  const { access_token } = await getJWTToken({
    ...{ baseURL: emulators.cozeBaseUrl, appId: app, aud: 'api.coze.cn' },
    ...{ keyid: keyId, privateKey, sessionName: 'alice' },
  });
  alice = clientOf(access_token);
});

const clientOf = (token: string, baseURL = emulators.cozeBaseUrl) => new CozeAPI({ token, baseURL });
const question = { role: RoleType.User, content: 'What is 17 * 23?', content_type: 'text' as const };
const asked = { bot_id: COZE_BOT, user_id: 'anyone', additional_messages: [question] };

/** The client has no call for feedback, so it sends this one as it sends all others. */
const rate = ({ conversation_id: conversationId, id: messageId }: ChatV3Message, client = alice) =>
  client.post<object, { code: number }>(feedbackPath({ conversationId, messageId }), LIKE);

const failureOf = async (call: Promise<unknown>) => {
  const error = await call.catch((reason: unknown) => reason);
  if (!(error instanceof APIError)) throw error;
  return { name: error.name, status: error.status, code: error.code };
};

/** The answer that a stream completes, and the names of its events without repetitions. */
async function readChat(stream: AsyncIterable<StreamChatData>) {
  const names = new Set<string>();
  const answers: ChatV3Message[] = [];
  for await (const { event, data } of stream) {
    names.add(event);
    if (event === ChatEventType.CONVERSATION_MESSAGE_COMPLETED && data.type === 'answer') answers.push(data);
  }
  const [answer] = answers;
  if (!answer) throw new Error('The stream completed no answer.');
  return { answer, names: [...names] };
}

describe('@coze/api', () => {
  it('asks, polls for the answer and rates it as the session of its JWT', async () => {
    const { chat, messages = [] } = await alice.chat.createAndPoll(asked);
    expect(chat.status).toBe(ChatStatus.COMPLETED);
    const answer = messages.find(({ type }) => type === 'answer');
    expect(answer?.content).toContain('391');
    expect(answer && (await rate(answer))).toMatchObject({ code: 0 });
    expect((await emulators.state()).coze.feedbacks).toMatchObject([
      { messageId: answer?.id, sessionName: 'alice', feedbackType: 'like' },
    ]);
  });

  it.each([
    ['a bot', () => alice.chat.stream(asked)],
    [
      'a chatflow',
      () => alice.workflows.chat.stream({ workflow_id: COZE_WORKFLOW, additional_messages: [question] }),
    ],
  ])('streams the answer of %s, and rates it', async (_, stream) => {
    const { answer, names } = await readChat(stream());
    expect(names).toEqual([
      ChatEventType.CONVERSATION_CHAT_CREATED,
      ChatEventType.CONVERSATION_CHAT_IN_PROGRESS,
      ChatEventType.CONVERSATION_MESSAGE_DELTA,
      ChatEventType.CONVERSATION_MESSAGE_COMPLETED,
      ChatEventType.CONVERSATION_CHAT_COMPLETED,
      ChatEventType.DONE,
    ]);
    expect(await rate(answer)).toMatchObject({ code: 0 });
  });

  it('creates and lists conversations, and reads their messages', async () => {
    const { id } = await alice.conversations.create({ bot_id: COZE_BOT });
    expect((await alice.conversations.list({ bot_id: COZE_BOT })).conversations).toMatchObject([{ id }]);
    await readChat(alice.chat.stream({ ...asked, conversation_id: id }));
    const { data } = await alice.conversations.messages.list(id);
    expect(data.map(({ type }) => type)).toEqual(['answer', 'question']);
  });

  it('recognises a wrong token by the status of most calls, and by the code of a chat', async () => {
    const stranger = clientOf('wrong');
    const unauthorized = { name: 'AuthenticationError', status: 401, code: 700012006 };
    expect(await failureOf(stranger.conversations.create({}))).toEqual(unauthorized);
    const denied = { name: 'PermissionDeniedError', status: 403, code: 4101 };
    expect(await failureOf(stranger.chat.create(asked))).toEqual(denied);
  });

  it('gets 4000 for a base URL with a version', async () => {
    const misled = clientOf('pat_emulated_cn', `${emulators.cozeBaseUrl}/v1`);
    // The client goes by the code first, so it takes the 404 for a bad request.
    const missing = { name: 'BadRequestError', status: 400, code: 4000 };
    expect(await failureOf(misled.conversations.create({}))).toEqual(missing);
  });

  it('chats with Coze Studio, which accepts no feedback and no polling by POST', async () => {
    await emulators.set({ coze: { profile: 'studio' } });
    const { answer } = await readChat(alice.chat.stream(asked));
    expect(await failureOf(rate(answer))).toEqual({ name: 'AuthenticationError', status: 401, code: 401 });
    const missing = { name: 'NotFoundError', status: 404, code: 404 };
    expect(await failureOf(alice.chat.createAndPoll(asked))).toEqual(missing);
  });
});
