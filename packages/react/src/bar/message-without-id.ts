/**
 * Tells the developer, once, why a bar is missing. Loaded only for such a bar, and silent in
 * production.
 */
export function reportMessageWithoutId(): void {
  if (reported || !isDevelopment()) return;
  reported = true;
  console.error(
    'Message Feedback: a message has neither a messageId nor a pendingId, so it cannot be rated and ' +
      'its bar is not shown. Pass message={{ messageId }}, message={{ pendingId }} with an id of your ' +
      'own while the answer streams, or message={null}.',
  );
}

let reported = false;

/** Bundlers replace the whole expression; in a page without one there is no `process`. */
function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    return false;
  }
}

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
