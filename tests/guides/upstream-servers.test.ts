import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cozeCaller } from '../../apps/emulators/src/testing/coze-caller.ts';
import { moveworksCaller } from '../../apps/emulators/src/testing/moveworks-caller.ts';
import {
  CHAT_KEY,
  startTestEmulators,
  type TestEmulators,
} from '../../apps/emulators/src/testing/test-emulators.ts';
import { createProxySubmit, type MessageRef } from '../../packages/core/src/index.ts';
import { sealMessageRef } from '../../packages/proxy/src/index.ts';
import { freePort } from '../../packages/proxy/test/crash/free-port.ts';
import { blocksOf } from '../../scripts/doc-blocks.mjs';
import { oneOrAll } from '../e2e/sample.ts';

const root = new URL('../../', import.meta.url).pathname;
/** Inside the workspace, so that imports resolve as they do in a host app. */
const folder = join(root, 'tests/guides/.servers');
const FEEDBACK = {
  rating: 'dislike',
  reasons: ['Incomplete'],
  comment: 'The second half is missing.',
} as const;
/** The host's own modules, which the guides leave to the reader: one cookie, one user, all messages. */
const OWN_MODULES = {
  'session.ts': `export const readSession = async (cookie: string | null) =>
    cookie === 'session=ada' ? { userId: 'ada' } : null;`,
  'messages.ts': `export const isMessageOf = async (userId: string) => userId === 'ada';`,
};

/** A normal run draws one. */
const GUIDES = ['dify', 'coze', 'moveworks'] as const;
const guides: readonly string[] = oneOrAll('guide of an upstream', GUIDES);
const itOf = (guide: (typeof GUIDES)[number]) => (guides.includes(guide) ? it : () => {});

/** Patience for a busy machine. */
const STARTING_MS = 60_000;

let emulators: TestEmulators;
beforeAll(async () => {
  emulators = await startTestEmulators();
});
afterAll(async () => {
  await emulators.close();
  rmSync(folder, { recursive: true, force: true });
});

// That their code compiles, `check-docs.mjs` shows.
describe('the server of a guide delivers the rating of a signed-in user', {
  timeout: 2 * STARTING_MS,
}, () => {
  itOf('dify')('to Dify', async () => {
    const message = { messageId: await emulators.createMessage('ada') };
    const environment = { DIFY_API_KEY: CHAT_KEY, DIFY_BASE_URL: emulators.difyBaseUrl };
    await rateAt('dify', environment, message, [
      { user: 'ada', rating: 'dislike', content: `[Incomplete]\n${FEEDBACK.comment}` },
    ]);
  });

  itOf('coze')('to Coze', async () => {
    const { appId, keyId, privateKey } = (
      await emulators.control(`/coze/oauth-apps/${emulators.access.coze.cn.oauthAppId}/keys`, {})
    ).body;
    const { messageId, conversationId } = await (
      await cozeCaller(emulators, { sessionName: 'ada' })
    ).createAnswer();
    const environment = {
      COZE_BASE_URL: emulators.cozeBaseUrl,
      COZE_CLIENT_ID: appId,
      COZE_KEY_ID: keyId,
      COZE_PRIVATE_KEY: privateKey,
    };
    await rateAt('coze', environment, { messageId, conversationId }, [
      { feedbackType: 'unlike', reasonTypes: FEEDBACK.reasons, comment: FEEDBACK.comment },
    ]);
  });

  itOf('moveworks')('to Moveworks, once the undo window has ended', async () => {
    const { assistantName, clientId, clientSecret } = emulators.access.moveworks;
    const { feedback, ...message } = await (await moveworksCaller(emulators, { user: 'ada' })).createAnswer();
    const key = randomBytes(32).toString('base64url');
    const token = await sealMessageRef({
      sealingKeys: [{ id: '2026-11', key }],
      userId: 'ada',
      adapter: 'moveworks',
      message,
      callbackIds: {
        helpful: feedback.helpful.callback_id,
        unhelpful: feedback.unhelpful.callback_id,
      },
      expiresAt: Date.now() + 3_600_000,
    });
    const environment = {
      MOVEWORKS_BASE_URL: `${emulators.moveworksBaseUrl}/rest/v1beta1`,
      MOVEWORKS_TOKEN_URL: `${emulators.moveworksBaseUrl}/oauth/v1/token`,
      MOVEWORKS_ASSISTANT_NAME: assistantName,
      MOVEWORKS_CLIENT_ID: clientId,
      MOVEWORKS_CLIENT_SECRET: clientSecret,
      SEALING_KEY: key,
    };
    await rateAt('moveworks', environment, { ...message, token }, [
      { user: 'ada', side: 'unhelpful', additionalFeedback: `[Incomplete]\n${FEEDBACK.comment}` },
    ]);
  });
});

/** Starts the server of the guide, is refused as a stranger, rates as Ada, and waits for the delivery. */
async function rateAt(
  guide: 'dify' | 'coze' | 'moveworks',
  environment: Record<string, string>,
  message: MessageRef,
  delivered: object[],
): Promise<void> {
  const port = await freePort();
  const workplace = mkdtempSync(join(tmpdir(), 'message-feedback-guide-'));
  const server = spawn(
    process.execPath,
    [
      '--conditions=@message-feedback/source',
      '--import',
      join(root, 'node_modules/tsx/dist/loader.mjs'),
      serverOf(guide),
    ],
    {
      cwd: workplace,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment, PORT: String(port) },
    },
  );
  const submitAs = (cookie: string) =>
    createProxySubmit({ endpoint: `http://localhost:${port}/api/message-feedback`, headers: { cookie } });
  const submission = {
    message,
    feedback: FEEDBACK,
    stamp: `${String(Date.now()).padStart(15, '0')}-00000-guide`,
  };
  const context = { signal: new AbortController().signal, keepalive: false };
  const rate = async (cookie: string): Promise<unknown> =>
    submitAs(cookie)(submission, context).catch((error) => error.code);
  try {
    await expect.poll(() => rate('session=forged'), { timeout: STARTING_MS }).toBe('unauthenticated');
    expect(await rate('session=ada')).toMatchObject({ feedback: FEEDBACK });
    await expect
      .poll(async () => (await emulators.state())[guide].feedbacks, { timeout: STARTING_MS })
      .toMatchObject(delivered);
  } finally {
    server.kill();
    await once(server, 'exit');
    rmSync(workplace, { recursive: true, force: true });
  }
}

/** The file of the guide's block `server.ts`, beside what the reader's own app has. */
function serverOf(guide: string): string {
  const page = readFileSync(join(root, `docs/guides/${guide}.md`), 'utf8');
  const { code = '' } = blocksOf(page).find(({ name }) => name === 'server.ts') ?? {};
  const place = join(folder, guide);
  mkdirSync(place, { recursive: true });
  for (const [name, module] of Object.entries({ ...OWN_MODULES, 'server.ts': code })) {
    writeFileSync(join(place, name), module);
  }
  return join(place, 'server.ts');
}
