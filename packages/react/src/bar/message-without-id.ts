/**
 * Tells the developer, once, why a bar is missing. Bundlers remove the text from a production build;
 * in a page without a bundler there is no `process`.
 */
export function reportIfWithoutId(isWithoutId: boolean): void {
  try {
    if (process.env.NODE_ENV !== 'production' && isWithoutId && !reported) {
      reported = true;
      console.error(
        'Message Feedback: a message has neither a messageId nor a pendingId, so it cannot be rated ' +
          'and its bar is not shown. Pass message={{ messageId }}, message={{ pendingId }} with an id ' +
          'of your own while the answer streams, or message={null}.',
      );
    }
  } catch {}
}

let reported = false;

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
