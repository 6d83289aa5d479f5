import type { LoadFeedback, SubmitFeedback } from '../feedback/types.ts';

export interface ProxySubmitOptions {
  /** Where the proxy is mounted, such as `/api/message-feedback`. */
  readonly endpoint: string;
  /** Sent with every request; a function is called for each, for tokens that change. */
  readonly headers?: HeadersInit | (() => HeadersInit);
  /** @default 'same-origin' */
  readonly credentials?: RequestCredentials;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * The submit function for a feedback proxy on the host's own server. Also reads back what was said before. Its code is
 * fetched with the first call, so it is no part of a page's first load; where that fails, the engine tries again.
 */
export function createProxySubmit(
  options: ProxySubmitOptions,
): SubmitFeedback & { readonly load: LoadFeedback } {
  const connect = async () => (await import('./proxy-connection.ts')).connectProxy(options);
  let connection: ReturnType<typeof connect> | null = null;

  function connected(): ReturnType<typeof connect> {
    connection ??= connect().catch((error) => {
      connection = null;
      throw error;
    });
    return connection;
  }

  return Object.assign(
    (async (submission, context) => (await connected()).submit(submission, context)) satisfies SubmitFeedback,
    {
      load: (async (messages, context) => (await connected()).load(messages, context)) satisfies LoadFeedback,
    },
  );
}
