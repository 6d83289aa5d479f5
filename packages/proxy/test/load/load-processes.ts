import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { bundleProgram } from '../program-bundle.ts';

/** A proxy and its upstream, each in a process of its own. */
export async function startLoadTarget({ folder, upstream }: LoadTargetOptions): Promise<LoadTarget> {
  const service = await start('load-upstream.ts', upstream);
  const file = `${folder}/load-${process.pid}-${Date.now()}.sqlite`;
  const settings: ProxySettings = { file, upstreamUrl: service.url };
  const proxy = await start('load-proxy.ts', JSON.stringify(settings));
  return {
    url: proxy.url,
    proxyUsage: () => proxy.ask() as Promise<ProxyUsage>,
    upstreamUsage: () => service.ask() as Promise<UpstreamUsage>,
    async close() {
      await Promise.all([proxy.end(), service.end()]);
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    },
  };
}

export interface LoadTargetOptions {
  /** Where the database is. Its disk decides how long an fsync takes. */
  readonly folder: string;
  readonly upstream: 'up' | 'down';
}

export interface LoadTarget {
  readonly url: string;
  proxyUsage(): Promise<ProxyUsage>;
  upstreamUsage(): Promise<UpstreamUsage>;
  close(): Promise<void>;
}

export interface ProxySettings {
  readonly file: string;
  readonly upstreamUrl: string;
}

interface Usage {
  readonly cpuSeconds: number;
  /** After a collection, in bytes. */
  readonly heapUsed: number;
  readonly rss: number;
}

export interface ProxyUsage extends Usage {
  readonly events: Readonly<Record<string, number>>;
  readonly undelivered: number;
  readonly synchronous: number;
}

export interface UpstreamUsage extends Usage {
  readonly delivered: number;
}

async function start(program: string, argument: string) {
  const bundle = await bundleProgram(new URL(program, import.meta.url));
  const child = fork(bundle, [argument], { execArgv: ['--expose-gc'] });
  const { url } = (await answer(child)) as { url: string };
  return {
    url,
    async ask() {
      child.send('usage');
      return answer(child);
    },
    async end() {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(bundle, { force: true });
    },
  };
}

async function answer(child: ChildProcess): Promise<unknown> {
  const exit = once(child, 'exit').then(([code]) => {
    throw new Error(`A process of the load test ended with ${code}.`);
  });
  exit.catch(() => {});
  const [message] = await Promise.race([once(child, 'message'), exit]);
  return message;
}
