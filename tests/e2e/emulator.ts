import { expect, test } from '@playwright/test';
import { demoOfFile } from './demos.ts';

/** The emulators behind the demo that this spec tests, read over their control API. */
export function emulator(): Emulator {
  const { operator } = demoOfFile(test.info().file);
  async function read<T>(path: string): Promise<T> {
    const response = await fetch(`${operator}/__emulator/${path}`);
    expect(response.ok).toBe(true);
    return (await response.json()) as T;
  }

  return {
    state: () => read('state'),
    async command(path, body, method = 'POST') {
      const response = await fetch(`${operator}/__emulator/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.ok).toBe(true);
    },
    async feedbackRequestsFor(messageId) {
      const { requests } = await read<{ requests: EmulatedRequest[] }>(`requests?path=${messageId}`);
      return requests.filter(({ path }) => /\/feedbacks?$/.test(path));
    },
  };
}

export interface Emulator {
  /** All that the upstreams hold. */
  state<State>(): Promise<State>;
  command(path: string, body: object, method?: 'POST' | 'DELETE'): Promise<void>;
  /** In the order of arrival. */
  feedbackRequestsFor(messageId: string): Promise<EmulatedRequest[]>;
}

export interface EmulatedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
}
