import { DEFAULT_LIMITS } from '@message-feedback/core';
import type { DeliveryOutcome, FeedbackAdapter, UpstreamResponse } from '@message-feedback/proxy';

/** Sends feedback to your own service: `PUT {endpoint}/{messageId}`, which returns `{"stored":true}`. */
export function createWebhookAdapter({ endpoint, secret }: WebhookAdapterOptions): FeedbackAdapter {
  return {
    name: 'webhook',
    ownership: 'host',
    capabilities: { revoke: true, change: true, reasons: 'native', holdMs: 0, limits: DEFAULT_LIMITS },
    ids: { messageId: { pattern: /^[0-9a-z]{8,64}$/, expected: 'an id of our chat' } },

    toRequest: ({ message, feedback }, { userId }) => ({
      url: `${endpoint}/${encodeURIComponent(message.messageId)}`,
      method: 'PUT',
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ userId, ...feedback }),
    }),

    readOutcome: readWebhookOutcome,
  };
}

export interface WebhookAdapterOptions {
  readonly endpoint: string;
  readonly secret: string;
}

function readWebhookOutcome({ status, body }: UpstreamResponse): DeliveryOutcome {
  const json = parseJsonObject(body);
  if (status === 200 && json?.stored === true) return { type: 'delivered' };
  if (status === 401 || status === 403) return { type: 'held' };
  if (status === 429 || status === 503) return { type: 'retry' };
  if (status >= 500) return { type: 'uncertain' };
  // Only a 404 of the service itself means that the message is gone. A gateway may return 404 too.
  if (status === 404 && json?.stored === false) return { type: 'refused', code: 'message_not_found' };
  return { type: 'retry', misconfigured: true };
}

function parseJsonObject(body: string | null): { stored?: unknown } | null {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return null;
  }
}
