/** Whose page a tab is, as a user of the page would tell. */
export interface PageUser {
  /** The user of the page's first response. `null` before. */
  user: string | null;
  /** Counts the host's reports that a user has signed in. The next response decides again. */
  session: number;
  /** The user whom the host names, or empty. */
  readonly named: string;
}

/**
 * The network of one page. The first response that the page has read decides who its user is.
 *
 * @param userOf the user of each response. A page does not see it, but its user tag
 */
export function fetchFor(
  page: PageUser,
  fetch: typeof globalThis.fetch,
  { userOf, onKnown }: { readonly userOf: WeakMap<Response, string>; readonly onKnown: () => void },
): typeof globalThis.fetch {
  return async (input, init) => {
    const { session } = page;
    const response = await fetch(input, init);
    const readBody = response.json.bind(response);
    async function learn(): Promise<void> {
      const sender = userOf.get(response);
      if (sender === undefined || init?.signal?.aborted) return;
      await untilHandled();
      if (session !== page.session) return;
      page.user ??= sender;
      onKnown();
    }
    return Object.assign(response, {
      async json() {
        const body: unknown = await readBody();
        void learn();
        return body;
      },
    });
  };
}

/** Waits until a page has handled a body that it has just read, before it can render. */
async function untilHandled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
