import { createSite, refusal } from '../frame/site.ts';
import type { Upstream, UpstreamContext } from '../frame/upstream.ts';
import type { Dify, DifyCall } from './dify-caller.ts';
import { difyCommands, difyView } from './dify-commands.ts';
import { difyError, difyErrorOf, htmlNotFound, internalServerError } from './dify-errors.ts';
import type { DifySettings } from './dify-settings.ts';
import { createDifyState } from './dify-state.ts';
import { appRoutes } from './routes/app.ts';
import { chatRoutes } from './routes/chat.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { feedbackRoutes } from './routes/feedback.ts';

export function difyUpstream(context: UpstreamContext<DifySettings>): Upstream {
  const state = createDifyState(context.store);
  const dify: Dify = { ...context, state };
  return {
    name: 'dify',
    mounts: { '/v1': serviceApi(dify) },
    messageIdOf: (path) => /^\/v1\/messages\/([^/]+)\/feedbacks$/.exec(path)?.[1]?.toLowerCase(),
    errorOf: (status, code) => difyErrorOf(status, dify.settings().generation, code),
    commands: difyCommands(dify),
    view: (limit) => difyView(dify, limit),
    seed: state.seed,
  };
}

const serviceApi = (dify: Dify) =>
  createSite<DifyCall>({
    name: 'Dify',
    routes: { ...feedbackRoutes, ...conversationRoutes, ...chatRoutes, ...appRoutes },
    /** An id that is no hyphenated UUID matches no route, which Flask answers with a page. */
    admit(context) {
      const id = context.req.param('id');
      if (id !== undefined && !HYPHENATED_UUID.test(id)) throw refusal(htmlNotFound());
      return { ...dify, id: id?.toLowerCase() ?? '', generation: dify.settings().generation };
    },
    answer: (result) => Response.json(result),
    otherMethod(context, methods) {
      const names = [...methods, 'options', ...(methods.includes('get') ? ['head'] : [])].sort();
      const Allow = names.join(', ').toUpperCase();
      if (context.req.method === 'OPTIONS') return new Response('', { headers: { Allow } });
      const message = 'The method is not allowed for the requested URL.';
      throw difyError(405, 'method_not_allowed', message, { Allow });
    },
    otherPath: htmlNotFound,
    internalError: () => internalServerError(dify.settings().generation),
    headers: () => CORS_HEADERS,
  });

const HYPHENATED_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Dify opens its service API to any web page; that its key must not be there is another matter. */
const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Content-Type, Authorization, X-App-Code',
  'Access-Control-Allow-Methods': 'GET, PUT, POST, DELETE, OPTIONS, PATCH',
  'Access-Control-Expose-Headers': 'X-Version, X-Env, X-Trace-Id',
};
