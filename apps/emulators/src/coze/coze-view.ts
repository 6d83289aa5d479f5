import { type CozeService, cozeSettings } from './coze-service.ts';
import { DEFAULT_BOT } from './state/default-access.ts';
import type { OauthAppRow } from './state/oauth-apps.ts';
import type { TokenRow } from './state/tokens.ts';

/** All the emulated Coze holds, as JSON; feedback and messages newest first, at most `limit` of each. */
export function cozeView(service: CozeService, limit: number) {
  const { state } = service;
  return {
    settings: cozeSettings(service),
    counts: { feedbacks: state.feedbacks.count(), messages: state.messages.count() },
    botId: DEFAULT_BOT,
    callsLeft: state.quota.left(),
    oauthApps: state.oauthApps.all().map((app) => presentOauthApp(app, state.oauthApps.keyIdsOf(app.id))),
    tokens: state.tokens.newest(limit).map(presentToken),
    conversations: state.conversations.newest(limit).map((row) => ({
      id: row.id,
      region: row.region,
      ...personOf(row.creator),
      name: row.name,
      createdAt: isoTime(row.created_at),
    })),
    messages: state.messages.newest(limit).map((row) => ({
      id: row.id,
      conversationId: row.conversation_id,
      chatId: row.chat_id,
      role: row.role,
      type: row.type,
      content: row.content,
      contentType: row.content_type,
      createdAt: isoTime(row.created_at),
    })),
    feedbacks: state.feedbacks.newest(limit).map((row) => ({
      messageId: row.message_id,
      conversationId: row.conversation_id,
      region: row.region,
      ...personOf(row.creator),
      feedbackType: row.feedback_type,
      reasonTypes: JSON.parse(row.reason_types),
      comment: row.comment,
      query: row.query,
      answer: row.answer,
      createdAt: isoTime(row.created_at),
      updatedAt: isoTime(row.updated_at),
    })),
  };
}

export const presentOauthApp = ({ id, region, name, active, scopes }: OauthAppRow, keyIds: string[]) => ({
  id,
  region,
  name,
  active: active === 1,
  scopes: JSON.parse(scopes),
  keyIds,
});

export const presentToken = (row: TokenRow) => ({
  token: row.token,
  region: row.region,
  kind: row.kind,
  account: row.account,
  sessionName: row.session_name,
  scopes: JSON.parse(row.scopes),
  expiresAt: row.expires_at === null ? null : isoTime(row.expires_at),
});

function personOf(creator: string) {
  const slash = creator.indexOf('/');
  if (slash === -1) return { account: creator, sessionName: null };
  return { account: creator.slice(0, slash), sessionName: creator.slice(slash + 1) };
}

const isoTime = (milliseconds: number) => new Date(milliseconds).toISOString();
