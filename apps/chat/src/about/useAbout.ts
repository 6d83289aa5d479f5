import { useQuery } from '@tanstack/react-query';
import type { About } from '../../contract/about.ts';
import { aboutQuery } from '../queries/about-query.ts';

/** What the chat runs on and what that can do; `undefined` until the server has said so, when nothing is offered yet. */
export function useAbout(): About | undefined {
  return useQuery(aboutQuery).data;
}
