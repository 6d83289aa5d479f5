import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import type { LaunchOptions } from 'playwright';
import type { Plugin, TestProjectInlineConfiguration } from 'vitest/config';
import { everything } from '../scripts/sample-sizes.mjs';
import { LOOKS, type Look } from './looks.ts';

type TestOptions = NonNullable<TestProjectInlineConfiguration['test']>;

/**
 * Every story, with axe: it plays in the first look and is then shown in two others, which the seed
 * draws. `test:all` plays it in each look instead, in its own browser, on both versions of React.
 */
export function storyProjects(
  launchOptions: LaunchOptions,
  patience: TestOptions,
  seed: number,
): TestProjectInlineConfiguration[] {
  const project = (
    name: string,
    look: Look,
    order: number,
    ...plugins: Plugin[]
  ): TestProjectInlineConfiguration => ({
    plugins: [
      storybookTest({ configDir: '.storybook', initialGlobals: { language: look.language } }),
      cacheOf(name),
      ...plugins,
    ],
    // Imported by the preview only. A dependency that Vite discovers during a test reloads the
    // page.
    optimizeDeps: { include: ['storybook/theming', '@storybook/addon-a11y/preview'] },
    test: {
      name,
      ...patience,
      provide: { seed },
      // One page for all: loading Storybook again for each file costs more than the stories do.
      isolate: false,
      // One project after another: ten browsers that start together leave none enough CPU to connect.
      sequence: { setupFiles: 'list', groupOrder: order },
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        commands: { emulateMedia: ({ page }, media) => page.emulateMedia(media) },
        provider: playwright(),
        instances: [
          {
            browser: 'chromium',
            provider: playwright({
              launchOptions,
              contextOptions: {
                colorScheme: look.colorScheme,
                forcedColors: look.forcedColors,
                // Contrast measured in the middle of a transition would be meaningless.
                reducedMotion: 'reduce',
              },
            }),
          },
        ],
      },
    },
  });

  if (!everything) return [project('stories', LOOKS[0], 0, showsLooks)];
  return [
    ...LOOKS.map((look, index) => project(`stories-${look.name}`, look, index)),
    ...LOOKS.map((look, index) =>
      project(`stories-${look.name}-react-18`, look, LOOKS.length + index, react18),
    ),
  ];
}

/** A plugin, because only a plugin can add a setup file after the one of Storybook's plugin. */
const showsLooks: Plugin = {
  name: 'looks',
  config: () => ({ test: { setupFiles: ['.storybook/vitest-setup.ts'] } }),
};

const react18: Plugin = {
  name: 'react-18',
  config: () => ({
    resolve: {
      alias: [
        { find: /^react-dom($|\/)/, replacement: 'react-dom-18$1' },
        { find: /^react($|\/)/, replacement: 'react-18$1' },
      ],
    },
  }),
};

/**
 * A cache for each project: projects that bundle the same dependencies differently would overwrite
 * each other's.
 */
const cacheOf = (name: string): Plugin => ({
  name: 'cache-of-project',
  config: () => ({ cacheDir: `node_modules/.cache/${name}` }),
});
