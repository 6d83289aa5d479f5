import { createDifyAdapter } from '@message-feedback/proxy/dify';
import type { Assistant } from '../assistant.ts';
import { createDifyChat } from './dify-chat.ts';
import type { DifyAccess } from './dify-request.ts';

export function connectDify(access: DifyAccess): Assistant {
  return { chat: createDifyChat(access), adapter: createDifyAdapter(access) };
}
