import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { emulatorControl } from './testing/emulator-control.ts';
import { connectUpstream } from './upstream-connection.ts';

const folder = mkdtempSync(join(tmpdir(), 'chat-upstream-'));
const { signal } = new AbortController();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('connectUpstream', () => {
  it.each(['dify', 'coze', 'moveworks'])('chats with an emulated %s, on this machine only', async (name) => {
    const upstream = await connectUpstream({
      ...readConfig({ FEEDBACK_UPSTREAM: name, DATA_DIR: folder, HOST: '0.0.0.0' }),
      operatorPort: 0,
    });
    expect(upstream.adapter.name).toBe(name);
    expect(upstream.operatorUrl).toMatch(/^http:\/\/127\.0\.0\.1:/);
    await emulatorControl(upstream.operatorUrl ?? '')('PATCH', '/settings', { paceMs: 0 });
    let text = '';
    const asked = { userId: 'ada', conversationId: null, question: 'What is 17 * 23?', signal };
    for await (const event of upstream.chat.send(asked)) if (event.type === 'delta') text += event.text;
    expect(text).toContain('391');
    await upstream.close();
  });

  it('chats with a configured upstream, and emulates none', async () => {
    const access = { DIFY_API_KEY: 'app-key', DIFY_BASE_URL: 'https://dify.example.com/v1' };
    const upstream = await connectUpstream(readConfig(access));
    expect(upstream).toMatchObject({ operatorUrl: null, adapter: { name: 'dify' } });
    await upstream.close();
  });
});
