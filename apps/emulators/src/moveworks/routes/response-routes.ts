import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { invalidInput } from '../moveworks-error.ts';
import type { MoveworksService } from '../moveworks-service.ts';
import { defineRoute, type MoveworksSite } from '../request/define-route.ts';
import { ownConversation, ownResponse } from '../request/own.ts';
import { readBody } from '../request/read-body.ts';
import { answerStreaming } from '../responses/answer-streaming.ts';
import { beginResponse } from '../responses/begin-response.ts';
import { presentResponse } from '../responses/present.ts';

/** `POST …/responses`, to be asked after with `GET …/responses/:response_id`, and `POST …/responses/stream`. */
export function addResponseRoutes(app: Hono, site: MoveworksSite): void {
  const { service } = site;
  const path = '/conversations/:conversation_id/responses';

  defineRoute(app, site, path, {
    async post(context, user) {
      const { response } = await begin(context, user, { service, streams: false });
      return context.json(presentResponse(service, response, 'CREATED'), 202);
    },
  });

  defineRoute(app, site, `${path}/stream`, {
    async post(context, user) {
      if (!context.req.header('Accept')?.includes('text/event-stream')) {
        throw invalidInput('Accept has to be text/event-stream.');
      }
      return answerStreaming(service, await begin(context, user, { service, streams: true }));
    },
  });

  defineRoute(app, site, `${path}/:response_id`, {
    get(context, user) {
      const response = ownResponse(context, user, service);
      return context.json(presentResponse(service, response, service.state.responses.statusOf(response)));
    },
  });
}

async function begin(context: Context, user: string, { service, streams }: BeginOptions) {
  const conversation = ownConversation(context, user, service);
  const { input } = await readBody(context, inputSchema);
  return beginResponse(service, { conversation, text: input.text, streams });
}

interface BeginOptions {
  readonly service: MoveworksService;
  readonly streams: boolean;
}

const inputSchema = v.object({ input: v.object({ text: v.pipe(v.string(), v.minLength(1)) }) });
