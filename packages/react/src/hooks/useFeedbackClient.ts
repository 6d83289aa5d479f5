'use client';
import type { FeedbackClient } from '@message-feedback/core';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';

/**
 * The client behind every bar below the provider. Call `resume()` after the user has signed in
 * again, and `purge()` when the user signs out on a shared computer. A change of
 * feedback never causes a render.
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
  const { client } = useFeedbackContext();
  // The client of a bar whose feedback the host controls shows that feedback for every message.
  return client.uncontrolled ?? client;
}
