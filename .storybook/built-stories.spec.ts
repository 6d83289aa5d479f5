import { expect, type Page, test } from '@playwright/test';
import { STORYBOOK_URL } from './serve-built-stories.ts';

/** Patience for a busy machine; no test measures how long a story takes. */
const STORY_MS = 60_000;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a ${colorScheme} system`, () => {
    test.use({ colorScheme });

    test('every story of the built Storybook plays, and axe finds nothing', async ({ page, request }) => {
      const url = process.env[STORYBOOK_URL];
      const index = (await (await request.get(`${url}/index.json`)).json()) as StoryIndex;
      const stories = Object.values(index.entries).filter(({ type }) => type === 'story');
      expect(stories.length).toBeGreaterThan(50);
      test.setTimeout(stories.length * STORY_MS);
      await page.addInitScript(recordOutcome);

      const failures: Record<string, unknown> = {};
      for (const { id } of stories) {
        await page.goto(`${url}/iframe.html?id=${id}&viewMode=story`);
        const outcome = await outcomeOf(page);
        if (outcome.status !== 'success' || outcome.problems.length > 0) failures[id] = outcome;
      }
      expect(failures).toEqual({});
    });
  });
}

interface StoryIndex {
  readonly entries: Readonly<Record<string, { readonly id: string; readonly type: string }>>;
}

interface Outcome {
  readonly status: string;
  /** Errors of the play function, and violations that axe found. */
  readonly problems: readonly string[];
}

declare global {
  interface Window {
    storyOutcome?: Outcome;
  }
}

/** In the page, before its scripts: keeps what Storybook reports at the end of a story. */
function recordOutcome(): void {
  const problems: string[] = [];
  const onEvent = (event: { type: string; args: readonly unknown[] }): void => {
    const [detail] = event.args as [Record<string, unknown>?];
    if (/Exception|Errored|Missing/i.test(event.type)) {
      problems.push(`${event.type}: ${detail?.message ?? JSON.stringify(detail)}`);
    }
    if (event.type !== 'storyFinished') return;
    for (const report of (detail?.reporters ?? []) as readonly Report[]) {
      if (report.status === 'failed') problems.push(`${report.type}: ${described(report.result)}`);
    }
    window.storyOutcome = { status: String(detail?.status), problems };
  };
  const described = ({ violations, error }: Report['result']): string =>
    violations?.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`)).join('\n') ??
    String(error);

  interface Report {
    readonly type: string;
    readonly status: string;
    readonly result: {
      readonly violations?: readonly { id: string; nodes: readonly { html: string }[] }[];
      readonly error?: unknown;
    };
  }

  // Storybook's preview sets its channel once, before it renders.
  let channel: { emit(type: string, ...args: unknown[]): void } | undefined;
  Object.defineProperty(window, '__STORYBOOK_ADDONS_CHANNEL__', {
    get: () => channel,
    set(value: NonNullable<typeof channel>) {
      const emit = value.emit.bind(value);
      value.emit = (type, ...args) => {
        onEvent({ type, args });
        emit(type, ...args);
      };
      channel = value;
    },
  });
}

async function outcomeOf(page: Page): Promise<Outcome> {
  const outcome = await page.waitForFunction(() => window.storyOutcome, null, { timeout: STORY_MS });
  return (await outcome.jsonValue()) as Outcome;
}
