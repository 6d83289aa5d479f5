import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createWebhookAdapter } from '../examples/webhook-adapter.ts';
import { createFeedbackProxy } from '../src/index.ts';
import { describeAdapter } from '../src/testing/index.ts';
import { LIKE, NONE, stampOf, submitRequest } from './test-proxy.ts';

const GUIDE = readFileSync(new URL('../../../docs/guides/write-an-adapter.md', import.meta.url), 'utf8');
const EXAMPLE = readFileSync(new URL('../examples/webhook-adapter.ts', import.meta.url), 'utf8');
const MESSAGE = { messageId: '4f2b8c1e0d4a' };

describe('docs/guides/write-an-adapter.md', () => {
  it('shows the tested example verbatim', () => {
    expect(GUIDE).toContain(`\`\`\`ts webhook-adapter.ts\n${EXAMPLE}\`\`\``);
  });

  it('names every member of the adapter interface', () => {
    const source = readFileSync(new URL('../src/adapters/feedback-adapter.ts', import.meta.url), 'utf8');
    const [, body = ''] = /export interface FeedbackAdapter \{\n(.*?)\n\}/s.exec(source) ?? [];
    const members = [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)].map(([, name]) => name);
    expect(members.length).toBeGreaterThan(8);
    expect(members.filter((name) => !GUIDE.includes(`\`${name}`))).toEqual([]);
  });
});

describeAdapter(
  'the webhook adapter of the guide',
  {
    adapter: createWebhookAdapter({ endpoint: 'https://hooks.example.com/feedback', secret: 'hook-secret' }),
    message: MESSAGE,
    success: { status: 200, body: '{"stored":true}' },
    secret: 'hook-secret',
  },
  { describe, expect, it },
);

describe('the webhook adapter of the guide', () => {
  it('delivers a rating with its metadata to the service, and revokes it', async () => {
    const received: unknown[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      received.push([request.method, request.url, request.headers.authorization, JSON.parse(body)]);
      response.end('{"stored":true}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const proxy = createFeedbackProxy({
      adapter: createWebhookAdapter({ endpoint: `http://127.0.0.1:${port}/feedback`, secret: 'hook-secret' }),
      identify: () => 'ada',
      authorize: () => true,
    });

    const like = { ...LIKE, metadata: { model: 'small' } };
    for (const [counter, feedback] of [like, NONE].entries()) {
      const response = await proxy.fetch(
        submitRequest({ message: MESSAGE, feedback, stamp: stampOf(counter) }),
      );
      expect(await response.json()).toMatchObject({ status: 'delivered' });
    }
    expect(received).toEqual(
      [like, NONE].map((feedback) => [
        ...['PUT', `/feedback/${MESSAGE.messageId}`, 'Bearer hook-secret'],
        { userId: 'ada', ...feedback },
      ]),
    );
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
});
