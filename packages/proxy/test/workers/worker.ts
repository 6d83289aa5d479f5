import { createFeedbackProxy, type FeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createD1Store, type D1Database } from '@message-feedback/proxy/sqlite';

interface Environment {
  readonly FEEDBACK: D1Database;
  readonly DIFY_API_KEY: string;
}

interface Context {
  waitUntil(promise: Promise<unknown>): void;
}

let proxy: FeedbackProxy | undefined;

/** The bindings come with the first request. */
function proxyOn(environment: Environment): FeedbackProxy {
  proxy ??= createFeedbackProxy({
    adapter: createDifyAdapter({ apiKey: environment.DIFY_API_KEY, baseUrl: 'https://dify.example.com/v1' }),
    identify: ({ headers }) => headers.get('cookie')?.match(/^session=(\w+)$/)?.[1] ?? null,
    store: createD1Store({ database: environment.FEEDBACK }),
    worker: false,
  });
  return proxy;
}

export default {
  fetch: (request: Request, environment: Environment, context: Context) =>
    proxyOn(environment).fetch(request, context),

  scheduled(_: unknown, environment: Environment, context: Context) {
    context.waitUntil(proxyOn(environment).deliverDue());
  },
};
