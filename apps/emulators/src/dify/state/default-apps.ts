import type { NewApp } from './apps.ts';

/** The apps a fresh emulator has. Their ids never change, so that logs of two runs compare. */
export const DEFAULT_APPS: readonly NewApp[] = [
  {
    id: '0d1f0000-0000-4000-8000-000000000001',
    apiKey: 'app-emulated-chat',
    name: 'Emulated chat',
    mode: 'chat',
    openingStatement: 'Hello! Ask me something, then tell me with the thumbs whether the answer helped.',
    suggestedQuestions: ['What can you do?', 'What is 17 * 23?', '日本語で話せますか?', '给我一段示例代码'],
  },
  {
    id: '0d1f0000-0000-4000-8000-000000000002',
    apiKey: 'app-emulated-completion',
    name: 'Emulated completion',
    mode: 'completion',
    openingStatement: '',
    suggestedQuestions: [],
  },
];
