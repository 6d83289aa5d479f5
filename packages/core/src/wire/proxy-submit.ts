import type { LoadFeedback, SubmitFeedback } from '../feedback/types.ts';
import type { ProxySubmitOptions } from './proxy-connection.ts';

/**
 * The submit function for a feedback proxy on the host's own server. It also reads saved feedback.
 * Its code loads on the first call, not with the page. If that fails, the engine retries.
 *
 * @example
 * const submit = createProxySubmit({ endpoint: '/api/message-feedback' });
 * const client = createFeedbackClient({ submit });
 */
export function createProxySubmit(
  options: ProxySubmitOptions,
): SubmitFeedback & { readonly load: LoadFeedback; readonly destination: string } {
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
      destination: options.endpoint,
      load: (async (messages, context) => (await connected()).load(messages, context)) satisfies LoadFeedback,
    },
  );
}
