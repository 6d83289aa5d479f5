import { createRandom } from '../packages/proxy/test/crash/random.ts';

/** A look of the page: the user's browser settings, and the language of the toolbar. */
export interface Look {
  readonly name: string;
  readonly language: string;
  readonly colorScheme: 'light' | 'dark';
  readonly forcedColors: 'active' | 'none';
}

/**
 * Stories play in the first look and are then shown in others. The first is the pseudo-locale,
 * so that the check for untranslated texts covers every text that appears during a play function.
 */
export const LOOKS: readonly [Look, Look, Look, Look, Look] = [
  { name: 'dark-pseudo-locale', language: 'en-XA', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'dark', language: 'en', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced-colors', language: 'en', colorScheme: 'light', forcedColors: 'active' },
  { name: 'light', language: 'en', colorScheme: 'light', forcedColors: 'none' },
  { name: 'light-right-to-left', language: 'ar', colorScheme: 'light', forcedColors: 'none' },
];

/**
 * The looks in which a normal run shows a story. Each story is seen dark and light; the seed draws
 * the rest for each story.
 */
export function looksOf(story: string, seed: number): readonly Look[] {
  const random = createRandom([...story].reduce(mixIn, seed));
  const [playedIn, dark, forcedColors, light, rightToLeft] = LOOKS;
  return [playedIn, random() < 0.5 ? dark : forcedColors, random() < 0.5 ? light : rightToLeft];
}

function mixIn(hash: number, character: string): number {
  return (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
}
