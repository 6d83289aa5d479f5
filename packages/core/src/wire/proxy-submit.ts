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
  return Object.assign((async (...call) => (await connect()).submit(...call)) satisfies SubmitFeedback, {
    destination: options.endpoint,
    load: (async (...call) => (await connect()).load(...call)) satisfies LoadFeedback,
  });
}
