import * as addon from '@storybook/addon-a11y/preview';
import type { Decorator, Preview } from '@storybook/react-vite';
import * as React from 'react';
import { flushSync } from 'react-dom';
import { expect, waitFor } from 'storybook/test';
import { inject } from 'vitest';
import { commands } from 'vitest/browser';
import { axeRules } from './axe-rules.ts';
import { LOOKS, type Look, looksOf } from './looks.ts';

// Shows a story in several looks, under Vitest only: a page by itself cannot turn on forced colours.

declare module 'vitest/browser' {
  interface BrowserCommands {
    emulateMedia: (media: Pick<Look, 'colorScheme' | 'forcedColors'>) => Promise<void>;
  }
}

type AfterEach = Extract<Preview['afterEach'], (...args: never) => unknown>;

const [playedIn] = LOOKS;
let shown: Look = playedIn;
const listeners = new Set<() => void>();

/**
 * Renders the story in the language of the look, as the toolbar would, unless the story sets its
 * own language.
 */
const withLook: Decorator = (Story, { globals, storyGlobals }) => (
  <InTheLanguageShown>
    {(language) => <Story globals={{ ...globals, language, ...storyGlobals }} />}
  </InTheLanguageShown>
);

function InTheLanguageShown({
  children,
}: {
  readonly children: (language: string) => React.ReactNode;
}): React.ReactNode {
  return children(React.useSyncExternalStore(subscribe, () => shown.language));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const decorators: readonly Decorator[] = [withLook];

/** Returns to the look in which stories play, because the previous story ended in another one. */
export const beforeEach = (): Promise<void> => show(playedIn);

/**
 * Checks the result of the play function in each look that the seed draws, with the story's own
 * `everyLook` and with axe.
 */
export const afterEach: AfterEach = async (context) => {
  const { a11y, everyLook } = context.parameters;
  for (const look of looksOf(context.id, inject('seed'))) {
    if (look !== shown) await show(look);
    const globals = { ...context.globals, language: look.language, ...context.storyGlobals };
    const config = { ...a11y.config, rules: axeRules() };
    const runOnly = onlyColorsDiffer(look) ? colorRules(look) : a11y.options.runOnly;
    const options = { ...a11y.options, runOnly, resultTypes: ['violations'] };
    const parameters = { ...context.parameters, a11y: { ...a11y, config, options, test: 'error' } };
    await inLook(look, async () => {
      await everyLook?.({ ...context, globals });
      await addon.afterEach({ ...context, globals, parameters });
    });
  }
};

/** Whether the first look shows the same elements. The pseudo-locale has English texts in disguise. */
function onlyColorsDiffer(look: Look): boolean {
  return look !== playedIn && look.language === 'en';
}

/** The axe rules that read computed styles. The others read elements, attributes and texts. */
function colorRules({ forcedColors }: Look) {
  const contrast = forcedColors === 'none' ? ['color-contrast', 'link-in-text-block'] : [];
  return { type: 'rule', values: [...contrast, 'target-size'] };
}

/** Adds the name of the look to the error of a check. */
async function inLook(look: Look, check: () => unknown): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (error instanceof Error) error.message = `In the look "${look.name}": ${error.message}`;
    throw error;
  }
}

async function show(look: Look): Promise<void> {
  const { colorScheme, forcedColors } = look;
  await commands.emulateMedia({ colorScheme, forcedColors });
  await waitFor(() => {
    expect(matchMedia(`(prefers-color-scheme: ${colorScheme})`).matches).toBe(true);
    expect(matchMedia(`(forced-colors: ${forcedColors})`).matches).toBe(true);
  });
  flushSync(() => {
    shown = look;
    for (const listener of listeners) listener();
  });
  await layoutIsStill();
}

/**
 * Waits for a frame in which nothing moves, because a popover follows its anchor one frame later.
 */
async function layoutIsStill(): Promise<void> {
  const boxes = () =>
    [...document.body.querySelectorAll('*')]
      .map((element) => element.getBoundingClientRect())
      .map(({ x, y, width, height }) => [x, y, width, height].join())
      .join(' ');
  let before: string | undefined;
  let now: string | undefined;
  do {
    before = now;
    await new Promise(requestAnimationFrame);
    now = boxes();
  } while (now !== before);
}
