import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from '../scripts/browsers.mjs';
import { fixSeed } from '../tests/e2e/sample.ts';
import { patience } from '../vitest.config.ts';
import { storyProjects } from './vitest-projects.ts';

const seed = Number(fixSeed()) || 0;

export default defineConfig({
  test: { projects: storyProjects(chromiumLaunch() ?? {}, patience, seed) },
});
