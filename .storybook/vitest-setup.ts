import { setProjectAnnotations } from 'storybook/preview-api';
import * as everyLook from './every-look.tsx';

const { globalProjectAnnotations } = globalThis as unknown as { globalProjectAnnotations: object };
setProjectAnnotations([
  // First, so that its decorator is outermost and its `afterEach` follows the preview's.
  everyLook,
  globalProjectAnnotations,
  // axe runs in each look, so the addon's own run is off.
  { parameters: { a11y: { test: 'off' } } },
]);
