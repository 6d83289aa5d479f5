// Takes one picture of every state of FeedbackBar in the built Storybook, in light, dark and right to
// left, on a desktop and on a phone; with a prefix of story ids, of other stories ('' for all). Usage,
// after `pnpm build:storybook`: node scripts/contact-sheet.mjs [prefix of story ids]
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumLaunch } from './browsers.mjs';

const folder = 'storybook-static';
const picture = 'reports/contact-sheet.png';
const [prefix = 'feedbackbar-'] = process.argv.slice(2);
if (!existsSync(join(folder, 'index.json'))) {
  console.error(`There is no Storybook in ${folder} to draw. Build it first: pnpm build:storybook`);
  process.exit(1);
}

const desktop = { viewport: { width: 720, height: 600 } };
const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
const looks = [desktop, phone].flatMap((device) => [
  { ...device, name: 'light', colorScheme: 'light', language: 'en' },
  { ...device, name: 'dark', colorScheme: 'dark', language: 'en' },
  { ...device, name: 'right to left', colorScheme: 'light', language: 'ar' },
]);

const { entries } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
const stories = Object.values(entries).filter(({ type, id }) => type === 'story' && id.startsWith(prefix));
const server = await serve();
const browser = await chromium.launch(chromiumLaunch() ?? {});
const failed = [];
try {
  const columns = await inPairs(looks.map((look) => () => drawAll(look)));
  await compose(columns);
  console.log(`${stories.length} stories in ${looks.length} looks: ${picture}`);
} finally {
  await browser.close();
  server.close();
}
if (failed.length > 0) {
  console.error(`These did not play to their end:\n${failed.join('\n')}`);
  process.exitCode = 1;
}

/** One screenshot per story, in one look. */
async function drawAll({ language, name, ...context }) {
  const page = await browser.newPage({ ...context, reducedMotion: 'reduce', locale: 'en' });
  const shots = [];
  for (const { id } of stories) {
    await page.goto(
      `http://127.0.0.1:${server.address().port}/iframe.html?id=${id}&globals=language:${language}`,
    );
    const phase = await page.waitForFunction(() => {
      const current = globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase;
      return ['completed', 'finished', 'errored'].includes(current) && current;
    });
    if ((await phase.jsonValue()) === 'errored') failed.push(`${id} (${name}, ${context.viewport.width} px)`);
    const clip = { x: 0, y: 0, width: context.viewport.width, height: await page.evaluate(usedHeight) };
    shots.push((await page.screenshot({ clip, type: 'jpeg', quality: 85 })).toString('base64'));
  }
  await page.close();
  return shots;
}

/** The height of the content, in CSS pixels; the empty rest of the page is cut off. */
function usedHeight() {
  const bottoms = [...document.querySelectorAll('#storybook-root *')].map(
    (element) => element.getBoundingClientRect().bottom,
  );
  return Math.min(Math.max(48, ...bottoms) + 16, innerHeight);
}

/** A row per story, a column per look. */
async function compose(columns) {
  const cells = stories.flatMap(({ title, name }, row) => [
    `<h2>${title.replaceAll('/', '/<wbr>')}<br><b>${name}</b></h2>`,
    ...columns.map((shots) => `<img src="data:image/jpeg;base64,${shots[row]}">`),
  ]);
  const heads = ['', ...looks.map(({ name, isMobile }) => `${isMobile ? 'Phone' : 'Desktop'}, ${name}`)];
  const page = await browser.newPage({ viewport: { width: 1720, height: 1000 } });
  await page.setContent(`<style>
    body { display: grid; grid-template-columns: 120px repeat(3, 320px) repeat(3, 174px); gap: 8px; margin: 16px; font: 13px system-ui; }
    img { inline-size: 100%; border: 1px solid #bbb; }
    h2 { margin: 0; font: inherit; overflow-wrap: anywhere; }
  </style>${heads.map((head) => `<b>${head}</b>`).join('')}${cells.join('')}`);
  mkdirSync('reports', { recursive: true });
  await page.screenshot({ path: picture, fullPage: true });
}

/** Two at a time: a small machine renders no more without stories reaching their time limits. */
async function inPairs(jobs) {
  const results = [];
  const next = jobs.entries();
  const worker = async () => {
    for (const [index, job] of next) results[index] = await job();
  };
  await Promise.all([worker(), worker()]);
  return results;
}

function serve() {
  const types = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
  };
  const files = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const path = join(folder, pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    response.end(readFileSync(path));
  });
  return new Promise((resolve) => files.listen(0, '127.0.0.1', () => resolve(files)));
}
