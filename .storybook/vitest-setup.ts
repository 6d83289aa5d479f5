import { setProjectAnnotations } from 'storybook/preview-api';
import * as everyLook from './every-look.tsx';

const { globalProjectAnnotations } = globalThis as unknown as { globalProjectAnnotations: object };
// First in the list, so that its decorator is outermost and its `afterEach` follows the checks of the preview and of axe.
setProjectAnnotations([everyLook, globalProjectAnnotations]);
