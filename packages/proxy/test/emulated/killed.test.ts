import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleProgram } from '../program-bundle.ts';
import { type Emulated, type Json, startEmulated } from './emulated-upstream.ts';

const HOLD_MS = 1_500;
const folder = mkdtempSync(join(tmpdir(), 'feedback-killed-'));
const children: ReturnType<typeof startProxy>[] = [];
let emulated: Emulated;
let options: Json;
let program: string;

beforeAll(async () => {
  emulated = await startEmulated();
  program = await bundleProgram(new URL('accept-and-wait.ts', import.meta.url));
  const { moveworksBaseUrl, access } = emulated.emulators;
  const message = await emulated.control('/moveworks/messages', { user: 'alice' });
  const { key: token } = await emulated.control('/moveworks/api-keys', { user: 'alice' });
  const { assistantName } = access.moveworks;
  const baseUrl = `${moveworksBaseUrl}/rest/v1`;
  const listed = await fetch(`${baseUrl}/conversations/${message.conversationId}/messages`, {
    headers: { authorization: `Bearer ${token}`, 'assistant-name': assistantName },
  });
  const { feedback } = ((await listed.json()) as Json).messages[0];
  const callbackIds = { helpful: feedback.helpful.callback_id };
  options = { baseUrl, assistantName, token, message, callbackIds, holdMs: HOLD_MS };
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await emulated.emulators.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { force: true });
});

function startProxy() {
  const argument = JSON.stringify({ ...options, file: join(folder, 'feedback.sqlite') });
  return spawn(process.execPath, [program, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function responseOf(child: ReturnType<typeof startProxy>): Promise<Json> {
  children.push(child);
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return JSON.parse(String(line));
}

describe('a rating within its undo window whose process is killed', () => {
  it('is sent exactly once, by the next process', async () => {
    const first = startProxy();
    expect(await responseOf(first)).toMatchObject({ status: 'accepted', final: false });
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect(first.signalCode).toBe('SIGKILL');
    expect(await emulated.received()).toEqual([]);

    // The same submission again, as from a browser that got no response.
    expect(await responseOf(startProxy())).toMatchObject({ feedback: { rating: 'like' } });
    const delivered = await vi.waitFor(
      async () => {
        const requests = await emulated.received();
        if (requests[0]?.status !== 200) throw new Error('Nothing has arrived yet.');
        return requests;
      },
      { timeout: 10_000, interval: 50 },
    );
    expect(delivered).toHaveLength(1);
    expect((await emulated.control('/state')).moveworks.feedbacks).toHaveLength(1);
  });
});
