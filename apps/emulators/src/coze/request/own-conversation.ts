import { CozeError } from '../coze-error.ts';
import { type CozeService, cozeSettings } from '../coze-service.ts';
import type { ConversationRow, Owner } from '../state/conversations.ts';

/** @throws CozeError when there is no such conversation of the caller's: Coze does not tell the two cases apart. */
export function ownConversation(service: CozeService, id: string, owner: Owner): ConversationRow {
  const conversation = service.state.conversations.find(id, owner);
  if (conversation) return conversation;
  throw new CozeError(cozeSettings(service).foreignConversationCode, 'The conversation does not exist.');
}
