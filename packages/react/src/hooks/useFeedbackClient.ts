'use client';
import type { FeedbackClient } from '@message-feedback/core';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';

/**
 * The client behind every bar below the provider. Call `resume()` after the user has signed in
 * again, and `purge()` when the user signs out on a shared computer. Never causes a render.
 *
 * @example
 * ```tsx
 * import { useFeedbackClient } from '@message-feedback/react';
 *
 * export function SignOut({ signOut }: { signOut: () => void }) {
 *   const client = useFeedbackClient();
 *   const leave = () => {
 *     client.purge();
 *     signOut();
 *   };
 *   return (
 *     <button type="button" onClick={leave}>
 *       Sign out
 *     </button>
 *   );
 * }
 * ```
 */
export function useFeedbackClient(): FeedbackClient {
  return useFeedbackContext().client;
}
