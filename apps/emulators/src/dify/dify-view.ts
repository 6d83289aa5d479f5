import { presentApp } from './dify-commands.ts';
import type { DifyService } from './dify-service.ts';

/** All the emulated Dify holds, as JSON; feedback and messages newest first, at most `limit` of each. */
export function difyView({ state, settings }: DifyService, limit: number) {
  return {
    settings: settings.current().dify,
    counts: {
      feedbacks: state.feedbacks.count(),
      messages: state.messages.count(),
      endUsers: state.endUsers.count(),
    },
    apps: state.apps.all().map(presentApp),
    endUsers: state.endUsers.newest(limit).map((row) => ({
      id: row.id,
      appId: row.app_id,
      user: row.session_id,
      createdAt: isoTime(row.created_at),
    })),
    messages: state.messages.newest(limit).map((row) => ({
      id: row.id,
      appId: row.app_id,
      conversationId: row.conversation_id,
      fromSource: row.from_source,
      fromEndUserId: row.from_end_user_id,
      query: row.query,
      answer: row.answer,
      createdAt: isoTime(row.created_at),
    })),
    feedbacks: state.feedbacks.newest(limit).map((row) => ({
      id: row.id,
      appId: row.app_id,
      appName: row.app_name,
      conversationId: row.conversation_id,
      messageId: row.message_id,
      query: row.query,
      answer: row.answer,
      user: row.user,
      fromEndUserId: row.from_end_user_id,
      fromSource: row.from_source,
      rating: row.rating,
      content: row.content,
      createdAt: isoTime(row.created_at),
      updatedAt: isoTime(row.updated_at),
    })),
  };
}

const isoTime = (milliseconds: number) => new Date(milliseconds).toISOString();
