import { createFeedbackProxy, type FeedbackProxyOptions, type FeedbackStore } from '../src/index.ts';

/**
 * A process with its own proxy and a shared store. Once killed it changes nothing, even if its
 * requests are open.
 */
export function startMortalProxy({ store, fetch, ...options }: MortalProxyOptions) {
  let alive = true;
  const whileAlive = <Result>(work: () => Promise<Result>): Promise<Result> =>
    alive ? work().then((result) => (alive ? result : never())) : never();
  const proxy = createFeedbackProxy({
    identify: () => 'user-1',
    limiter: null,
    onEvent: () => {},
    ...options,
    store: {
      ...store,
      durable: true,
      accept: (...parameters) => whileAlive(() => store.accept(...parameters)),
      get: (...parameters) => whileAlive(() => store.get(...parameters)),
      markPromised: (...parameters) => whileAlive(() => store.markPromised(...parameters)),
      claim: (...parameters) => whileAlive(() => store.claim(...parameters)),
      settle: (...parameters) => whileAlive(() => store.settle(...parameters)),
      nextDueAt: () => whileAlive(() => store.nextDueAt()),
      deadLetters: (page) => whileAlive(() => store.deadLetters(page)),
      redrive: (...parameters) => whileAlive(() => store.redrive(...parameters)),
      keepSetting: (...parameters) => whileAlive(async () => store.keepSetting?.(...parameters) ?? ''),
    },
    fetch: (...parameters) => (alive ? fetch(...parameters) : never()),
  });
  proxy.start();
  return {
    submit: (request: Request) => proxy.fetch(request),
    load: (request: Request) => proxy.fetch(request),
    kill() {
      alive = false;
    },
  };
}

type MortalProxyOptions = Partial<FeedbackProxyOptions> & {
  readonly adapter: FeedbackProxyOptions['adapter'];
  readonly store: FeedbackStore;
  readonly fetch: typeof globalThis.fetch;
};

function never(): Promise<never> {
  return new Promise(() => {});
}
