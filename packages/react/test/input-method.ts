import { cdp } from 'vitest/browser';

/**
 * An IME, driven through the browser's debugging protocol: composition events, underlined text, and keys with
 * the key code 229, as from a real IME.
 */
export const inputMethod = {
  /** Shows one text after the other as the composition. */
  async compose(...steps: string[]): Promise<void> {
    for (const text of steps) {
      await cdp().send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    }
  },
  /** Replaces the composition with a text and ends it. */
  async commit(text: string): Promise<void> {
    await cdp().send('Input.insertText', { text });
  },
  /** A key that the user presses and the IME handles. */
  async takes(key: 'Enter' | 'Escape', modifiers: 0 | typeof CONTROL = 0): Promise<void> {
    const event = { key, code: key, windowsVirtualKeyCode: 229, modifiers };
    await cdp().send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await cdp().send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  },
};

/** The protocol's bit for the Control key. */
export const CONTROL = 2;
