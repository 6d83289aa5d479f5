import type { Context } from 'hono';
import * as v from 'valibot';
import { composeReply, detectLanguage, estimateTokens } from '../../assistant/reply.ts';
import type { Routes } from '../../frame/site.ts';
import { orThrow } from '../../frame/store.ts';
import { badParameter, cozeError, logIdHeader } from '../coze-answers.ts';
import {
  type CozeCaller,
  type CozeSite,
  idSchema,
  ownConversation,
  permitted,
  readBody,
  readQuery,
} from '../coze-caller.ts';
import { FOLLOW_UPS, messagesSchema, metaDataSchema, presentChat, presentMessage } from '../coze-messages.ts';
import { COZE_BOT, type ConversationRow } from '../coze-state.ts';

/** `POST /v3/chat`, and the questions about a chat afterwards. Two of them are GET; SDKs POST them as well. */
export function chatRoutes(site: CozeSite): Routes<undefined> {
  const { state } = site;
  const find = (caller: CozeCaller, { conversation_id, chat_id: id }: v.InferOutput<typeof idsSchema>) => {
    const { section_id: sectionId } = ownConversation(site, conversation_id, caller);
    const missing = () => cozeError(site, 4001, 'The chat does not exist.');
    return { chat: orThrow(state.chats.find({ id, conversation_id }), missing), sectionId };
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
  const begun = begin(site, conversation, body);
  if (body.stream) return stream(site, begun);
  return { data: presentChat(begun.chat, 'in_progress', conversation.section_id) };
}

/**
 * Writes down the chat, the messages that came with it and all that will be said to them. An answer
 * shows, and can be rated, once the chat is over: at once by the clock, or when its stream has ended.
 */
function begin(site: CozeSite, conversation: ConversationRow, body: v.InferOutput<typeof chatSchema>) {
  const { state, now } = site;
  const { bot_id, meta_data } = body;
  const { id: conversation_id } = conversation;
  const last = body.additional_messages.at(-1) ?? state.messages.findLast({ conversation_id });
  if (last?.role !== 'user')
    throw badParameter(site, 'additional_messages: the last message is not a question');
  const question = textOf(last);
  const reply = composeReply(question, now());
  const chat = state.chats.insert({
    ...{ conversation_id, bot_id, meta_data },
    input_count: estimateTokens(question),
    output_count: estimateTokens(reply),
    completed_at: body.stream ? null : now() + site.streams.writingTime(reply),
  });
  const about = { conversation_id, bot_id, chat_id: chat.id };
  const given = body.additional_messages.map((message) => state.messages.draft({ ...about, ...message }));
  const say = (type: string, content: string) =>
    state.messages.draft({ ...about, role: 'assistant', type, content });
  const answer = say('answer', reply);
  const followUps = site.settings().followUps ? FOLLOW_UPS[detectLanguage(question)] : [];
  const rest = [say('verbose', ANSWER_FINISHED), ...followUps.map((each) => say('follow_up', each))];
  if (body.auto_save_history) {
    for (const message of [...given, answer, ...rest]) state.messages.insert(message);
    state.conversations.update({ id: conversation_id }, { updated_at: now() });
  }
  return { chat, conversation, question, answer, rest };
}

/** Of text among files only the text. */
function textOf({ content_type: type, content }: { content_type: string; content: string }): string {
  const parts = v.safeParse(partsSchema, content);
  if (type !== 'object_string' || !parts.success) return content;
  return parts.output.map(({ text }) => text).join(' ');
}

const ANSWER_FINISHED = JSON.stringify({
  msg_type: 'generate_answer_finish',
  data: '{"finish_reason":0,"FinData":""}',
  from_module: null,
  from_unit: null,
});

/** The chat as server-sent events. It goes on to its end when it is cancelled, as Coze's does. */
function stream(site: CozeSite, { chat, conversation, question, answer, rest }: ReturnType<typeof begin>) {
  const { section_id: sectionId } = conversation;
  const response = site.streams.open(chat.id, conversation.creator, async ({ send, chunksOf }) => {
    // Without a space after the colons, as Coze writes them.
    const event = (name: string, data: unknown) => send(`event:${name}\ndata:${JSON.stringify(data)}\n\n`);
    event('conversation.chat.created', presentChat(chat, 'created', sectionId));
    event('conversation.chat.in_progress', presentChat(chat, 'in_progress', sectionId));
    const { created_at: _created, updated_at: _updated, ...piece } = presentMessage(answer, sectionId);
    for await (const content of chunksOf(answer.content, question)) {
      event('conversation.message.delta', { ...piece, content });
    }
    const completed_at = site.now();
    site.state.chats.update({ id: chat.id }, { completed_at });
    for (const message of [answer, ...rest]) {
      event('conversation.message.completed', presentMessage(message, sectionId));
    }
    event('conversation.chat.completed', presentChat({ ...chat, completed_at }, 'completed', sectionId));
    event('done', '[DONE]');
  });
  for (const [name, value] of Object.entries(logIdHeader(site))) response.headers.set(name, value);
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

const partsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ type: v.string(), text: v.optional(v.string(), '') })),
);
