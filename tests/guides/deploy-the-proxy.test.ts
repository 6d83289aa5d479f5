import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CHAT_KEY, startTestEmulators } from '../../apps/emulators/src/testing/test-emulators.ts';
import { freePort } from '../../packages/proxy/test/crash/free-port.ts';
import { startPostgres } from '../../packages/proxy/test/postgres-server.ts';

const root = new URL('../../', import.meta.url).pathname;
const files = join(root, 'docs/deploy');
const read = (name: string) => readFileSync(join(files, name), 'utf8');
/** Where `pg` is installed. */
const folder = join(root, 'packages/proxy/node_modules/.cache/deploy');
/** Patience for a busy machine. */
const STARTING_MS = 60_000;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/deploy', () => {
  it('has a server that delivers a rating through Postgres, and ends on SIGTERM', {
    timeout: 3 * STARTING_MS,
  }, async () => {
    cpSync(files, folder, { recursive: true });
    writeFileSync(join(folder, 'session.mjs'), SESSION_MODULE);
    const emulators = await startTestEmulators();
    const postgres = await startPostgres();
    const { user, host, database } = postgres.config;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const loader = join(root, 'node_modules/tsx/dist/loader.mjs');
    const server = spawn(
      process.execPath,
      ['--conditions=@message-feedback/source', '--import', loader, 'server.mjs'],
      {
        cwd: folder,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          ...process.env,
          PORT: String(port),
          DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}/${database}`,
          DIFY_API_KEY: CHAT_KEY,
          DIFY_BASE_URL: emulators.difyBaseUrl,
          TRUSTED_ORIGINS: url,
        },
      },
    );
    const ended = once(server, 'exit');
    try {
      const ready = () =>
        fetch(`${url}/readyz`).then(
          ({ status }) => status,
          () => null,
        );
      await expect.poll(ready, { timeout: STARTING_MS }).toBe(204);

      const response = await fetch(`${url}/api/message-feedback`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie: 'session=ada' },
        body: JSON.stringify({
          message: { messageId: await emulators.createMessage('ada') },
          feedback: { rating: 'like', reasons: [], comment: '' },
          stamp: `${String(Date.now()).padStart(15, '0')}-00000-deploy`,
        }),
      });
      expect(response.status).toBe(200);
      await expect
        .poll(() => emulators.feedbacks(), { timeout: STARTING_MS })
        .toMatchObject([{ user: 'ada', rating: 'like' }]);

      server.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    } finally {
      server.kill('SIGKILL');
      await ended;
      await emulators.close();
      await postgres.remove();
    }
  });

  it('has a compose file that gives the server what it reads, behind health checks', () => {
    const { services, volumes } = parse(read('compose.yaml'));
    const variables = [...read('server.mjs').matchAll(/\b([A-Z]+_[A-Z_]+)\b(?=[ ,=].*process\.env)/g)];
    expect(Object.keys(services.proxy.environment).sort()).toEqual(
      [...new Set(variables.map(([, name]) => name))].sort(),
    );
    expect(services.proxy.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(services.postgres.healthcheck.test[1]).toContain('pg_isready');
    const { POSTGRES_USER, POSTGRES_DB } = services.postgres.environment;
    expect(services.proxy.environment.DATABASE_URL).toContain(`postgres://${POSTGRES_USER}:`);
    expect(services.proxy.environment.DATABASE_URL).toMatch(new RegExp(`@postgres:5432/${POSTGRES_DB}$`));
    expect(services.postgres.volumes).toEqual([`${Object.keys(volumes)[0]}:/var/lib/postgresql/data`]);
  });

  it('has an image that runs the server as a user without privileges', () => {
    const steps = read('Dockerfile')
      .replace(/\\\n/g, ' ')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => /^([A-Z]+) +(.+)$/.exec(line)?.slice(1) ?? [line]);
    expect(steps.filter((step) => step.length !== 2 || !INSTRUCTIONS.has(step[0] ?? ''))).toEqual([]);
    const last = (name: string) => steps.findLast(([instruction]) => instruction === name)?.[1] ?? '';
    expect(last('USER')).toBe('node');
    expect(JSON.parse(last('CMD'))).toEqual(['node', 'server.mjs']);
    expect(last('EXPOSE')).toBe('3000');
    expect(last('COPY')).toBe('package.json server.mjs session.mjs ./');
    const check = JSON.parse(last('HEALTHCHECK').replace(/^.*CMD /, ''));
    expect(check.slice(0, 2)).toEqual(['node', '-e']);
    // A program, not only a text.
    expect(() => new Function(check[2])).not.toThrow();
  });
});

const INSTRUCTIONS = new Set([
  'FROM',
  'WORKDIR',
  'COPY',
  'RUN',
  'ENV',
  'USER',
  'EXPOSE',
  'HEALTHCHECK',
  'CMD',
]);

/** The host's own session: one cookie, one user. */
const SESSION_MODULE = `export const readSession = async (cookie) =>
  cookie === 'session=ada' ? { userId: 'ada' } : null;
`;
