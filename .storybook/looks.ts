/** A look of the page: what the user asks the browser for, and the language that the toolbar shows. */
export interface Look {
  readonly name: string;
  readonly language: string;
  readonly colorScheme: 'light' | 'dark';
  readonly forcedColors: 'active' | 'none';
}

/**
 * Stories play in the first look and are then shown in the others. It is the pseudo-locale, so that the check for
 * untranslated words covers every text that appears during a play function, passing ones included.
 */
export const LOOKS: readonly [Look, ...Look[]] = [
  { name: 'dark-pseudo-locale', language: 'en-XA', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'dark', language: 'en', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced-colors', language: 'en', colorScheme: 'light', forcedColors: 'active' },
  { name: 'light', language: 'en', colorScheme: 'light', forcedColors: 'none' },
  { name: 'light-right-to-left', language: 'ar', colorScheme: 'light', forcedColors: 'none' },
];
