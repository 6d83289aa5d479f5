/** A demo of its own for each upstream. What is the same on all of them is tested on Dify's. */
export const UPSTREAMS = ['dify', 'coze', 'moveworks'] as const;

export type Upstream = (typeof UPSTREAMS)[number];

/**
 * The environment variables that tell the workers where a demo is. They are set once it has
 * started.
 */
export const variablesOf = (upstream: Upstream) => ({
  chat: `E2E_${upstream.toUpperCase()}_CHAT`,
  operator: `E2E_${upstream.toUpperCase()}_OPERATOR`,
});
