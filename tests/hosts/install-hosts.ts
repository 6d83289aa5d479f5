import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from '../../scripts/digest.mjs';
import { packPackages } from '../../scripts/pack.mjs';
import { pnpm } from '../../scripts/pnpm.mjs';
import type { Host } from './hosts.ts';

export const examples = fileURLToPath(new URL('../../apps/examples', import.meta.url));
const modules = join(examples, 'node_modules');
const packed = join(examples, '.packed');

/** Installs what these hosts need, the kit from its tarballs, as it would come from a registry. */
export function installHosts(hosts: readonly Host[]): void {
  const kit = packPackages();
  const lock = digestOf(examples, ['pnpm-lock.yaml', 'pnpm-workspace.yaml']);
  for (const tarball of kit.tarballs) unpack(tarball);

  const names = ['servers', 'typescript', ...hosts.map(({ name }) => name)];
  const missing = names.filter((name) => readIfAny(join(examples, name, 'node_modules/.lock')) !== lock);
  if (missing.length > 0) {
    const filters = missing.flatMap((name) => ['--filter', `./${name}`]);
    const how = ['--frozen-lockfile', '--prefer-offline', '--reporter=append-only', '--loglevel=warn'];
    const [file, args, options] = pnpm(...filters, 'install', ...how);
    execFileSync(file, args, {
      ...options,
      cwd: examples,
      env: { ...process.env, CI: 'true' },
      stdio: 'inherit',
    });
    for (const name of missing) writeFileSync(join(examples, name, 'node_modules/.lock'), lock);
  }
  // pnpm takes a folder for unchanged while its version is the same.
  for (const name of readdirSync(packed)) refresh(name);
}

function unpack(tarball: string): void {
  const name = basename(tarball).replace(/^message-feedback-|-[\d.]+\.tgz$/g, '');
  const folder = join(packed, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}

/** Replaces the installed copies of a package, one for each set of its peers, by what is packed now. */
function refresh(name: string): void {
  const copies = readdirSync(join(modules, '.pnpm')).filter((copy) =>
    copy.startsWith(`@message-feedback+${name}@`),
  );
  for (const copy of copies) {
    const folder = join(modules, '.pnpm', copy, 'node_modules/@message-feedback', name);
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(packed, name), folder, { recursive: true });
  }
}

/** Builds the host, unless that was done from exactly these sources and this kit. */
export function buildHost(host: Host): void {
  const folder = join(examples, host.name);
  const stamp = join(folder, host.built, 'sources.sha256');
  const sources = readdirSync(folder).filter((file) => !GENERATED.includes(file));
  const digest = [
    packPackages().digest,
    digestOf(folder, sources),
    digestOf(examples, ['servers/ask.ts', 'pnpm-lock.yaml']),
  ].join();
  if (readIfAny(stamp) === digest) return;
  // Next's cache takes an installed package of the same version for unchanged.
  rmSync(join(folder, host.built), { recursive: true, force: true });
  for (const [program = '', ...args] of host.build) {
    execFileSync(join(folder, 'node_modules/.bin', program), args, {
      cwd: folder,
      env: withoutAnswers(),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  writeFileSync(stamp, digest);
}

const GENERATED = ['.next', 'dist', 'node_modules', 'next-env.d.ts', 'tsconfig.tsbuildinfo'];

/** What a build has in its environment: no key, no address, and production. */
function withoutAnswers(): NodeJS.ProcessEnv {
  const { DIFY_API_KEY, DIFY_BASE_URL, DATABASE, ORIGIN, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
}

function readIfAny(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
