import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { addressVariable, EMULATORS_VARIABLE, type Host } from './hosts.ts';

const QUESTION = 'What is 12 * 12?';

/** A host as its user sees it. */
export class HostPage {
  readonly page: Page;
  readonly #host: Host;
  readonly #root: Page | FrameLocator;

  constructor(page: Page, host: Host) {
    this.page = page;
    this.#host = host;
    this.#root = host.frame === undefined ? page : page.frameLocator(host.frame);
  }

  get question(): Locator {
    return this.#root.getByRole('textbox', { name: 'Your question' });
  }

  /** The bar of the newest answer. */
  get bar(): Locator {
    return this.#root.getByRole('group', { name: 'Rate this response' }).last();
  }

  /** The bar that is the newest now, and stays this one when another answer follows. */
  async newestBar(): Promise<Locator> {
    const bars = this.#root.getByRole('group', { name: 'Rate this response' });
    return bars.nth((await bars.count()) - 1);
  }

  get like(): Locator {
    return this.bar.getByRole('button', { name: 'Good response' });
  }

  get dislike(): Locator {
    return this.bar.getByRole('button', { name: 'Bad response' });
  }

  get panel(): Locator {
    return this.#root.getByRole('dialog', { name: 'What went wrong?' });
  }

  get comment(): Locator {
    return this.panel.getByRole('textbox', { name: 'Comment' });
  }

  get send(): Locator {
    return this.panel.getByRole('button', { name: 'Send' });
  }

  chip(label: string): Locator {
    return this.panel.getByText(label, { exact: true });
  }

  async open(path = '/'): Promise<void> {
    if (this.#host.frame !== undefined) await this.page.addInitScript(blockStorage);
    await this.page.goto(`${process.env[addressVariable(this.#host.name)]}${path}`);
  }

  async ask(question = QUESTION): Promise<void> {
    await this.question.pressSequentially(question);
    await this.question.press('Enter');
    await expect(this.bar).toBeVisible();
  }
}

/** As browsers do it that block third-party storage: reading any of these throws. */
function blockStorage(): void {
  if (window === window.top) return;
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'] as const) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException(`Access to ${name} is denied for this document.`, 'SecurityError');
      },
    });
  }
  Object.defineProperty(document, 'cookie', {
    get: () => '',
    set: () => undefined,
  });
}

export interface StoredFeedback {
  readonly rating: string;
  readonly content: string | null;
  readonly query: string;
}

/** What the emulated Dify has stored, newest first. */
export async function storedFeedback(query: string): Promise<readonly StoredFeedback[]> {
  const response = await fetch(`${process.env[EMULATORS_VARIABLE]}/__emulator/state`);
  const { dify } = (await response.json()) as { dify: { feedbacks: StoredFeedback[] } };
  return dify.feedbacks.filter((feedback) => feedback.query === query);
}

/** Lets every answer to this question stop half-way until the returned function is called. */
export async function holdAnswers(question: string): Promise<() => Promise<void>> {
  const command = (method: string) =>
    fetch(`${process.env[EMULATORS_VARIABLE]}/__emulator/holds`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question }),
    });
  await command('POST');
  return async () => void (await command('DELETE'));
}

let asked = 0;
/** A question that no other test asks. */
export const newQuestion = () => `What is ${process.pid} + ${++asked}?`;

export { base as test, expect };
