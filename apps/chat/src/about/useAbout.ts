import { useQuery } from '@tanstack/react-query';
import type { About } from '../../contract/about.ts';
import { aboutQuery } from '../queries/about-query.ts';

/**
 * The upstream and what it can do; `undefined` until the server has responded, and until then the
 * page offers nothing.
 */
export function useAbout(): About | undefined {
  return useQuery(aboutQuery).data;
}
