import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const read = (file: string) => readFileSync(require.resolve(file), 'utf8');

/** Where a host has its reset: before or after the kit's styles, in a layer or not. */
export const PLACES = (['before', 'after'] as const).flatMap((place) =>
  [null, 'reset', 'base'].map((layer) => ({ place, layer })),
);

/** The resets that chat apps use, as their packages publish them. */
export const RESETS: Readonly<Record<string, string>> = {
  'Tailwind 3': read('tailwindcss-3/src/css/preflight.css').replace(/theme\([^,)]*,?\s*/g, '('),
  'Tailwind 4': read('tailwindcss/preflight.css'),
  normalize: read('normalize.css/normalize.css'),
  'modern-normalize': read('modern-normalize/modern-normalize.css'),
  Bootstrap: read('bootstrap/dist/css/bootstrap-reboot.css'),
  'everything to zero':
    '*, *::before, *::after { margin: 0; padding: 0; border: 0; box-sizing: border-box; }',
  'elements to zero':
    'button, input, textarea, fieldset, legend, label, h2, p, span, div { margin: 0; padding: 0; border: 0; background: none; color: inherit; font: inherit; border-radius: 0; }',
  // As Ant Design and component libraries of its age write it.
  'types of elements':
    'button, html [type="button"] { -webkit-appearance: button; background: #eee; } input[type="checkbox"] { padding: 0; width: 13px; margin: 3px; } textarea { overflow: auto; resize: vertical; } fieldset { min-width: 0; border: 1px solid; } h1, h2 { margin-top: 0; margin-bottom: .5em; color: rgba(0,0,0,.85); font-weight: 500; } p { margin-bottom: 1em; } label { font-weight: bold; display: inline-block; }',
  'a chat’s prose':
    '.prose h2 { font-size: 1.5em; margin: 1em 0; } .prose p { margin: 1.25em 0; } .prose button { background: #ddf; padding: 1em; } .prose label { display: block; } .prose :where(input) { width: auto; }',
};
