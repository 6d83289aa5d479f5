import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { packPackages } from '../../scripts/pack.mjs';

const SHADCN = 'shadcn@4.23.0';
const root = new URL('../../', import.meta.url).pathname;
const run = promisify(execFile);
let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'message-feedback-shadcn-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the registry’s committed items are what the shadcn CLI builds', async () => {
  test.setTimeout(PATIENCE_MS);
  await run('npx', ['--yes', SHADCN, 'build', join(root, 'registry.json'), '--output', folder], {
    cwd: root,
  });
  for (const file of ['registry.json', 'message-feedback-bar.json']) {
    const [committed, built] = [join(root, 'registry/r', file), join(folder, file)].map((path) =>
      JSON.parse(readFileSync(path, 'utf8')),
    );
    expect(built).toEqual(committed);
  }
});

test('the shadcn CLI puts a bar that compiles and works into a project', async ({ page }) => {
  test.setTimeout(PATIENCE_MS);
  const server = await serveRegistries();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    mkdirSync(join(folder, 'src'));
    for (const [file, text] of Object.entries(PROJECT)) writeFileSync(join(folder, file), text);
    writeFileSync(join(folder, '.npmrc'), `@message-feedback:registry=${url}/npm/\n`);

    await run('npx', ['--yes', SHADCN, 'add', '--yes', `${url}/r/message-feedback-bar.json`], {
      cwd: folder,
      env: { ...process.env, REGISTRY_URL: `${url}/r` },
    });

    const source = readFileSync(join(folder, 'src/components/message-feedback-bar.tsx'), 'utf8');
    expect(source).toContain('export function MessageFeedbackBar');
    await run(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], { cwd: folder });
    await rateWithCustomReason(page);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

/** Builds the project, and sends a reason of the user's own from its bar. */
async function rateWithCustomReason(page: Page): Promise<void> {
  const plugins = [tailwindcss(), react()];
  const alias = { '@': join(folder, 'src') };
  await build({ root: folder, logLevel: 'error', plugins, resolve: { alias } });
  const server = await preview({ root: folder, preview: { port: 0 } });
  try {
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.getByRole('button', { name: 'Bad response' }).click();
    await page.getByRole('checkbox', { name: 'Incomplete' }).click();
    const field = page.getByRole('textbox', { name: 'Your own reason' });
    await expect(field).toHaveCSS('opacity', '1');
    await field.fill('Wrong year');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    // A click fails if another element covers the button.
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.locator('body')).toHaveAttribute('data-sent', 'Incomplete,Wrong year');
  } finally {
    await server.close();
  }
}

/** Patience for a busy machine and for npm. */
const PATIENCE_MS = 600_000;

/** The registry's items below `/r`, as a host would see them, and the packed kit below `/npm`. */
async function serveRegistries(): Promise<Server> {
  const { tarballs } = packPackages();
  const server = createServer(({ url = '', headers }, response) => {
    const path = decodeURIComponent(url.split('?')[0] ?? '');
    const tarball = tarballs.find((file) => path === `/npm/${basename(file)}`);
    const packed = tarballs.find((file) => path === `/npm/${nameOf(file)}`);
    if (tarball) response.end(readFileSync(tarball));
    else if (packed) response.end(JSON.stringify(packumentOf(packed, `http://${headers.host}/npm`)));
    else if (path === '/r/colors/neutral.json') response.end(JSON.stringify(NO_COLORS));
    else if (path === '/r/message-feedback-bar.json')
      response.end(readFileSync(join(root, 'registry', path)));
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** `@message-feedback/react`, for its tarball. */
const nameOf = (tarball: string) =>
  basename(tarball).replace(/^message-feedback-(\w+)-.*$/, '@message-feedback/$1');

/** What npm asks a registry about a package. */
function packumentOf(tarball: string, registry: string): object {
  const name = nameOf(tarball);
  const manifest = JSON.parse(
    readFileSync(join(root, 'packages', name.split('/')[1] ?? '', 'package.json'), 'utf8'),
  );
  const { version, peerDependencies } = manifest;
  const dependencies = Object.fromEntries(
    Object.entries<string>(manifest.dependencies ?? {}).map(([each, range]) => [
      each,
      range.replace('workspace:^', `^${version}`),
    ]),
  );
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  const dist = { tarball: `${registry}/${basename(tarball)}`, integrity };
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { name, version, dependencies, peerDependencies, dist } },
  };
}

/** The CLI reads the base colour of `components.json`, but adds nothing of it. */
const NO_COLORS = {
  inlineColors: { light: {}, dark: {} },
  cssVars: { light: {}, dark: {} },
  inlineColorsTemplate: '',
  cssVarsTemplate: '',
};

/** A project as `shadcn init` leaves it, as far as the CLI reads it. */
const PROJECT = {
  'package.json': JSON.stringify({
    name: 'project',
    private: true,
    type: 'module',
    dependencies: { react: '19.3.1', 'react-dom': '19.3.1' },
    devDependencies: { '@types/react': '19.3.0', '@types/react-dom': '19.3.0', tailwindcss: '4.3.5' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...{ target: 'ES2022', module: 'esnext', moduleResolution: 'bundler', jsx: 'react-jsx' },
      ...{ lib: ['ES2023', 'DOM'], strict: true, noEmit: true, skipLibCheck: true, types: [] },
      paths: { '@/*': ['./src/*'] },
    },
    include: ['src'],
  }),
  'components.json': JSON.stringify({
    style: 'new-york',
    rsc: false,
    tsx: true,
    tailwind: { config: '', css: 'src/index.css', baseColor: 'neutral', cssVariables: true },
    aliases: { components: '@/components', utils: '@/lib/utils' },
  }),
  'src/index.css': '@import "tailwindcss";\n',
  'index.html': `<!doctype html><html lang="en"><head><link rel="stylesheet" href="/src/index.css"></head>
<body><div id="root"></div><script type="module" src="/src/main.tsx"></script></body></html>
`,
  'src/main.tsx': `import { FeedbackProvider, type FeedbackSubmission } from '@message-feedback/react';
import { createRoot } from 'react-dom/client';
import { MessageFeedbackBar } from '@/components/message-feedback-bar';

async function submit({ feedback }: FeedbackSubmission) {
  document.body.dataset.sent = feedback.reasons.join(',');
}

createRoot(document.getElementById('root')!).render(
  <FeedbackProvider submit={submit} reasons={{ allowCustom: true }}>
    <MessageFeedbackBar message={{ messageId: 'message-1' }} />
  </FeedbackProvider>,
);
`,
  'src/chat.tsx': `import { createProxySubmit, FeedbackProvider } from '@message-feedback/react';
import { MessageFeedbackBar } from '@/components/message-feedback-bar';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

export function Chat({ ids }: { ids: string[] }) {
  return (
    <FeedbackProvider submit={submit}>
      {ids.map((messageId) => (
        <MessageFeedbackBar key={messageId} message={{ messageId }} />
      ))}
    </FeedbackProvider>
  );
}
`,
};
