import { type MoveworksService, moveworksSettings } from './moveworks-service.ts';
import { isoTime } from './responses/present.ts';

/** All the emulated Moveworks holds, as JSON; feedback and messages newest first, at most `limit` of each. */
export function moveworksView(service: MoveworksService, limit: number) {
  const { state } = service;
  return {
    settings: moveworksSettings(service),
    counts: { feedbacks: state.feedbacks.count(), messages: state.messages.count() },
    apiKeys: state.tokens.apiKeys().map(({ token: key, user }) => ({ key, user })),
    conversations: state.conversations.newest(limit).map((row) => ({
      id: row.id,
      user: row.user,
      title: row.title,
      createdAt: isoTime(row.created_at),
    })),
    messages: state.messages.newest(limit).map((row) => ({
      id: row.id,
      conversationId: row.conversation_id,
      responseId: row.response_id,
      actor: row.actor,
      text: row.text,
      sides: row.sides,
      createdAt: isoTime(row.created_at),
    })),
    feedbacks: state.feedbacks.newest(limit).map((row) => ({
      messageId: row.message_id,
      conversationId: row.conversation_id,
      responseId: row.response_id,
      user: row.user,
      side: row.side,
      additionalFeedback: row.additional_feedback,
      submissions: row.submissions,
      query: row.query,
      answer: row.answer,
      createdAt: isoTime(row.created_at),
      updatedAt: isoTime(row.updated_at),
    })),
  };
}
