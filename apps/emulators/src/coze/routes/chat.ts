import type { Context } from 'hono';
import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import { badParameter, cozeError } from '../coze-answers.ts';
import {
  type CozeCaller,
  type CozeSite,
  idSchema,
  ownConversation,
  permitted,
  readBody,
  readQuery,
} from '../coze-caller.ts';
import {
  beginChat,
  type EnterMessage,
  enterMessageSchema,
  presentChat,
  presentMessage,
  streamChat,
} from '../coze-chat.ts';
import { COZE_BOT } from '../coze-state.ts';

/** `POST /v3/chat`, and the questions about a chat afterwards. Two of them are GET; SDKs POST them as well. */
export function chatRoutes(site: CozeSite): Routes<undefined> {
  const { state } = site;
  const find = (caller: CozeCaller, { conversation_id, chat_id: id }: ChatIds) => {
    const { section_id: sectionId } = ownConversation(site, conversation_id, caller);
    const chat = state.chats.find({ id, conversation_id });
    if (!chat) throw cozeError(site, 4001, 'The chat does not exist.');
    return { chat, sectionId };
  };
  const retrieve = permitted(site, ['getChat'], (context, caller) => {
    const { chat, sectionId } = find(caller, readQuery(context, site, idsSchema));
    return { data: presentChat(chat, state.statusOf(chat), sectionId) };
  });
  const listMessages = permitted(site, ['chat', 'listMessage'], (context, caller) => {
    const { chat, sectionId } = find(caller, readQuery(context, site, idsSchema));
    return { data: state.messagesOfChat(chat.id).map((message) => presentMessage(message, sectionId)) };
  });
  const cancel = permitted(site, ['cancelChat'], async (context, caller) => {
    const { chat, sectionId } = find(caller, await readBody(context, site, idsSchema));
    if (state.statusOf(chat) !== 'in_progress') throw cozeError(site, 4104, 'The chat is over already.');
    state.chats.update({ id: chat.id }, { canceled_at: site.now() });
    return { data: presentChat(chat, 'canceled', sectionId) };
  });
  return {
    '/v3/chat': { post: permitted(site, ['chat'], (context, caller) => chat(context, caller, site)) },
    '/v3/chat/retrieve': { get: retrieve, post: retrieve },
    '/v3/chat/message/list': { get: listMessages, post: listMessages },
    '/v3/chat/cancel': { post: cancel },
  };
}

/** Streams, or begins and leaves it to the caller to ask for the answer. */
async function chat(context: Context, caller: CozeCaller, site: CozeSite) {
  const body = await readBody(context, site, chatSchema);
  if (body.bot_id !== COZE_BOT) throw cozeError(site, 4006, 'The bot does not exist.');
  if (!body.stream && !body.auto_save_history) {
    throw cozeError(site, 4007, 'A chat that is not streamed has to be kept.');
  }
  const id = context.req.query('conversation_id');
  const conversation = id
    ? ownConversation(site, id, caller)
    : site.state.conversations.insert({ ...caller, name: '', bot_id: COZE_BOT });
  if (site.state.isBusy(conversation.id)) {
    throw cozeError(site, 4016, 'The conversation has a chat under way.');
  }
  const begun = beginChat(site, {
    conversation,
    botId: body.bot_id,
    messages: body.additional_messages,
    query: queryOf(body.additional_messages, conversation.id, site),
    metaData: body.meta_data,
    streams: body.stream,
    keepsHistory: body.auto_save_history,
  });
  if (body.stream) return streamChat(site, begun);
  return { data: presentChat(begun.chat, 'in_progress', conversation.section_id) };
}

/** The last message given, or else the last of the conversation; either has to be the user's. */
function queryOf(messages: readonly EnterMessage[], conversationId: string, site: CozeSite): string {
  const last = messages.at(-1) ?? site.state.messages.findLast({ conversation_id: conversationId });
  if (last?.role !== 'user') {
    throw badParameter(site, 'additional_messages: the last message is not a question');
  }
  if (last.content_type !== 'object_string') return last.content;
  // Of text among files only the text.
  const parts = v.safeParse(partsSchema, last.content);
  return parts.success ? parts.output.map(({ text }) => text).join(' ') : last.content;
}

const idsSchema = v.object({ conversation_id: idSchema, chat_id: idSchema });
type ChatIds = v.InferOutput<typeof idsSchema>;

const chatSchema = v.object({
  bot_id: idSchema,
  user_id: v.pipe(v.string(), v.minLength(1)),
  stream: v.optional(v.boolean(), false),
  auto_save_history: v.optional(v.boolean(), true),
  additional_messages: v.optional(v.array(enterMessageSchema), []),
  meta_data: v.optional(v.record(v.string(), v.string()), {}),
});

const partsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ type: v.string(), text: v.optional(v.string(), '') })),
);
