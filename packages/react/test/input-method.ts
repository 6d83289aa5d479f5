import { cdp } from 'vitest/browser';

/**
 * An input method, through the browser's own protocol: composition events, the text that is underlined, and keys with the code 229
 * come as they do from a real one.
 */
export const inputMethod = {
  /** Shows one text after the other as what is being composed. */
  async compose(...steps: string[]): Promise<void> {
    for (const text of steps) {
      await cdp().send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    }
  },
  /** Puts a text into the place of what is being composed, and ends the composition. */
  async commit(text: string): Promise<void> {
    await cdp().send('Input.insertText', { text });
  },
  /** A key that the user presses and the input method takes. */
  async takes(key: 'Enter' | 'Escape', modifiers: 0 | typeof CONTROL = 0): Promise<void> {
    const event = { key, code: key, windowsVirtualKeyCode: 229, modifiers };
    await cdp().send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await cdp().send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  },
};

/** The protocol's bit for the Control key. */
export const CONTROL = 2;
