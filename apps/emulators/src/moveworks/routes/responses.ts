import type { Context } from 'hono';
import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import { invalidInput, type Moveworks, ownConversation, ownResponse, readBody } from '../moveworks-caller.ts';
import { beginResponse, presentMessage, presentResponse, streamResponse } from '../moveworks-responses.ts';

/** A response is streamed, or begun and asked after. */
export function responseRoutes(moveworks: Moveworks): Routes<string> {
  const { state } = moveworks;
  const path = '/conversations/:conversation_id/responses';
  const begin = async (context: Context, user: string, streams: boolean) => {
    const conversation = ownConversation(context, user, moveworks);
    const { input } = await readBody(context, inputSchema);
    return beginResponse(moveworks, conversation, input.text, streams);
  };
  return {
    [path]: {
      async post(context, user) {
        const { response } = await begin(context, user, false);
        return context.json(presentResponse(moveworks, response, 'CREATED'), 202);
      },
    },
    [`${path}/stream`]: {
      async post(context, user) {
        if (!context.req.header('Accept')?.includes('text/event-stream')) {
          throw invalidInput('Accept has to be text/event-stream.');
        }
        return streamResponse(moveworks, await begin(context, user, true));
      },
    },
    [`${path}/:response_id`]: {
      get(context, user) {
        const response = ownResponse(context, user, moveworks);
        return presentResponse(moveworks, response, state.statusOf(response));
      },
    },
    [`${path}/:response_id/messages`]: {
      get(context, user) {
        const { id } = ownResponse(context, user, moveworks);
        const rows = state.visible({ kind: 'MESSAGE', response_id: id });
        return { messages: rows.map((row) => presentMessage(moveworks, row)) };
      },
    },
  };
}

const inputSchema = v.object({ input: v.object({ text: v.pipe(v.string(), v.minLength(1)) }) });
