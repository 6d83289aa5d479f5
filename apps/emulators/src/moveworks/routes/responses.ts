import type { Context } from 'hono';
import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import {
  invalidInput,
  type MoveworksCaller,
  ownConversation,
  ownResponse,
  readBody,
} from '../moveworks-caller.ts';
import { beginResponse, presentMessage, presentResponse, streamResponse } from '../moveworks-responses.ts';

async function begin(context: Context, caller: MoveworksCaller, streams: boolean) {
  const conversation = ownConversation(context, caller);
  const { input } = await readBody(context, inputSchema);
  return beginResponse(caller, conversation, input.text, streams);
}

/** A response is streamed, or begun and asked after. */
export const responseRoutes: Routes<MoveworksCaller> = {
  '/conversations/:conversation_id/responses': {
    async post(context, caller) {
      const { response } = await begin(context, caller, false);
      return context.json(presentResponse(caller, response, 'CREATED'), 202);
    },
  },
  '/conversations/:conversation_id/responses/stream': {
    async post(context, caller) {
      if (!context.req.header('Accept')?.includes('text/event-stream')) {
        throw invalidInput('Accept has to be text/event-stream.');
      }
      return streamResponse(caller, await begin(context, caller, true));
    },
  },
  '/conversations/:conversation_id/responses/:response_id': {
    get: (context, caller) => presentResponse(caller, ownResponse(context, caller)),
  },
  '/conversations/:conversation_id/responses/:response_id/messages': {
    get(context, caller) {
      const { id } = ownResponse(context, caller);
      const rows = caller.state.visible({ kind: 'MESSAGE', response_id: id });
      return { messages: rows.map((row) => presentMessage(caller, row)) };
    },
  },
};

const inputSchema = v.object({ input: v.object({ text: v.pipe(v.string(), v.minLength(1)) }) });
