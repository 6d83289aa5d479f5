'use client';
import type { FeedbackClient } from '@message-feedback/core';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';

/**
 * What stands behind every bar below the provider: `resume()` when somebody is signed in again, `purge()` when they sign out of a
 * machine that others use. Never renders again by itself.
 */
export function useFeedbackClient(): FeedbackClient {
  return useFeedbackContext().client;
}
