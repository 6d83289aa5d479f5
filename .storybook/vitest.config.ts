import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from '../scripts/browsers.mjs';
import { fixSeed } from '../tests/e2e/sample.ts';
import { patience } from '../vitest.config.ts';
import { storyProjects } from './vitest-projects.ts';

fixSeed();

export default defineConfig({ test: { projects: storyProjects(chromiumLaunch() ?? {}, patience) } });
