import * as v from 'valibot';
import { composeReply, estimateTokens } from '../../assistant/reply.ts';
import type { Routes } from '../../frame/site.ts';
import { orThrow } from '../../frame/store.ts';
import { badParameter, cozeError, logIdHeader, noSuchMethod } from '../coze-answers.ts';
import {
  type CozeCaller,
  type CozeSite,
  idSchema,
  inCloud,
  ownConversation,
  permitted,
  readBody,
  readQuery,
} from '../coze-caller.ts';
import { messagesSchema, metaDataSchema, presentChat, presentMessage } from '../coze-messages.ts';
import { COZE_BOT, COZE_WORKFLOW } from '../coze-state.ts';

const findChat = (caller: CozeCaller, { conversation_id, chat_id: id }: v.InferOutput<typeof idsSchema>) => {
  ownConversation(caller, conversation_id);
  const chat = caller.state.chats.find({ id, conversation_id });
  return orThrow(chat, () => cozeError(caller, 4001, 'The chat does not exist.'));
};

const retrieve = permitted(['getChat'], (context, caller) => ({
  data: presentChat(caller, findChat(caller, readQuery(context, caller, idsSchema))),
}));

const listMessages = permitted(['chat', 'listMessage'], (context, caller) => {
  const { id } = findChat(caller, readQuery(context, caller, idsSchema));
  return { data: caller.state.messagesOfChat(id).map((message) => presentMessage(caller, message)) };
});

const cancel = permitted(['cancelChat'], async (context, caller) => {
  const { state, now } = caller;
  const chat = findChat(caller, await readBody(context, caller, idsSchema));
  if (state.statusOf(chat) !== 'in_progress') throw cozeError(caller, 4104, 'The chat is over already.');
  state.chats.update({ id: chat.id }, { canceled_at: now() });
  return { data: presentChat(caller, chat, 'canceled') };
});

/** Streams the answer, or starts the chat and lets the caller poll for it. */
const chat = permitted(['chat'], async (context, caller) => {
  const body = await readBody(context, caller, chatSchema);
  if (body.bot_id !== COZE_BOT) throw cozeError(caller, 4006, 'The bot does not exist.');
  if (!body.stream && !body.auto_save_history) {
    throw cozeError(caller, 4007, 'A chat that is not streamed has to be kept.');
  }
  const begun = begin(caller, idleConversation(caller, context.req.query('conversation_id')), body);
  return body.stream ? stream(caller, begun) : { data: presentChat(caller, begun.chat, 'in_progress') };
});

/** The same for a chatflow, which always streams and has its conversation in the body. */
const chatflow = permitted(['runWorkflow'], async (context, caller) => {
  const { workflow_id, conversation_id, ...body } = await readBody(context, caller, chatflowSchema);
  if (workflow_id !== COZE_WORKFLOW) throw cozeError(caller, 4200, 'The workflow does not exist.');
  const kept = { ...body, bot_id: '', meta_data: {}, stream: true, auto_save_history: true };
  return stream(caller, begin(caller, idleConversation(caller, conversation_id), kept));
});

/** The caller's conversation with this id, or a new one. */
function idleConversation(caller: CozeCaller, id: string | undefined): string {
  const { state, identity } = caller;
  const conversation = id
    ? ownConversation(caller, id)
    : state.conversations.insert({ ...identity, name: '', bot_id: COZE_BOT });
  if (state.isBusy(conversation.id)) throw cozeError(caller, 4016, 'The conversation has a chat under way.');
  return conversation.id;
}

/** The SDKs poll by POST, which only the cloud accepts. */
export const chatRoutes: Routes<CozeSite> = {
  '/v3/chat': { post: chat },
  '/v3/chat/retrieve': { get: retrieve, post: inCloud(retrieve, noSuchMethod) },
  '/v3/chat/message/list': { get: listMessages, post: inCloud(listMessages, noSuchMethod) },
  '/v3/chat/cancel': { post: cancel },
  '/v1/workflows/chat': { post: chatflow },
};

type Asked = Omit<v.InferOutput<typeof chatSchema>, 'user_id'>;

/**
 * Stores the chat, the caller's messages and the whole answer. The answer can be read and rated once
 * the chat is complete: at `completed_at`, or when its stream has ended.
 */
function begin(caller: CozeCaller, conversation_id: string, body: Asked) {
  const { state, now } = caller;
  const { bot_id, meta_data } = body;
  const last = body.additional_messages.at(-1) ?? state.messages.findLast({ conversation_id });
  if (last?.role !== 'user') {
    throw badParameter(caller, 'additional_messages: the last message is not a question');
  }
  const { content: question } = last;
  const reply = composeReply(question, now());
  const chat = state.chats.insert({
    ...{ conversation_id, bot_id, meta_data },
    input_count: estimateTokens(question),
    output_count: estimateTokens(reply),
    completed_at: body.stream ? null : now() + caller.streams.writingTime(reply),
  });
  const about = { conversation_id, bot_id, chat_id: chat.id };
  const given = body.additional_messages.map((message) => state.messages.draft({ ...about, ...message }));
  const say = (type: string, content: string) =>
    state.messages.draft({ ...about, role: 'assistant', type, content });
  const answer = say('answer', reply);
  const messages = [answer, say('verbose', ANSWER_FINISHED)];
  if (body.auto_save_history) {
    for (const message of [...given, ...messages]) state.messages.insert(message);
    state.conversations.update({ id: conversation_id }, { updated_at: now() });
  }
  return { chat, question, answer, messages };
}

const ANSWER_FINISHED = JSON.stringify({
  msg_type: 'generate_answer_finish',
  data: '{"finish_reason":0,"FinData":""}',
  from_module: null,
  from_unit: null,
});

/** The chat as server-sent events. As with Coze, a cancelled chat still streams to its end. */
function stream(caller: CozeCaller, { chat, question, answer, messages }: ReturnType<typeof begin>) {
  const { streams, state, now } = caller;
  const response = streams.open(chat.id, caller.identity.creator, async ({ send, chunksOf }) => {
    // Coze writes no space after the colons.
    const event = (name: string, data: unknown) => send(`event:${name}\ndata:${JSON.stringify(data)}\n\n`);
    event('conversation.chat.created', presentChat(caller, chat, 'created'));
    event('conversation.chat.in_progress', presentChat(caller, chat, 'in_progress'));
    const { created_at: _created, updated_at: _updated, ...piece } = presentMessage(caller, answer);
    for await (const content of chunksOf(answer.content, question)) {
      event('conversation.message.delta', { ...piece, content });
    }
    const completed_at = now();
    state.chats.update({ id: chat.id }, { completed_at });
    for (const message of messages) {
      event('conversation.message.completed', presentMessage(caller, message));
    }
    event('conversation.chat.completed', presentChat(caller, { ...chat, completed_at }, 'completed'));
    event('done', '[DONE]');
  });
  for (const [name, value] of Object.entries(logIdHeader(caller))) response.headers.set(name, value);
  return response;
}

const idsSchema = v.object({ conversation_id: idSchema, chat_id: idSchema });

const chatSchema = v.object({
  bot_id: idSchema,
  user_id: v.pipe(v.string(), v.minLength(1)),
  stream: v.optional(v.boolean(), false),
  auto_save_history: v.optional(v.boolean(), true),
  additional_messages: messagesSchema,
  meta_data: metaDataSchema,
});

const chatflowSchema = v.object({
  workflow_id: idSchema,
  conversation_id: v.optional(idSchema),
  additional_messages: messagesSchema,
});
