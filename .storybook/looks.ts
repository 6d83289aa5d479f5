/** A look of the page: the user's browser settings, and the language of the toolbar. */
export interface Look {
  readonly name: string;
  readonly language: string;
  readonly colorScheme: 'light' | 'dark';
  readonly forcedColors: 'active' | 'none';
}

/**
 * Stories play in the first look and are then shown in the others. The first is the pseudo-locale,
 * so that the check for untranslated texts covers every text that appears during a play function.
 */
export const LOOKS: readonly [Look, ...Look[]] = [
  { name: 'dark-pseudo-locale', language: 'en-XA', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'dark', language: 'en', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced-colors', language: 'en', colorScheme: 'light', forcedColors: 'active' },
  { name: 'light', language: 'en', colorScheme: 'light', forcedColors: 'none' },
  { name: 'light-right-to-left', language: 'ar', colorScheme: 'light', forcedColors: 'none' },
];
