/** The safety mechanisms. Each can be switched off, to check that the suite notices. */
export const MECHANISMS = {
  stampFence: 'the proxy keeps the larger stamp',
  journal: 'the browser stores unsent feedback',
  serialisation: 'one request per message at a time, across all nodes',
  reassertion: 'the proxy re-sends feedback that a late request may have overwritten',
  revokeOfNothing: 'Dify’s 400 for revoking a missing rating counts as delivered',
  takeOver: 'other tabs send the unsent feedback of a closed tab',
  longRetrying: 'the browser keeps retrying',
} as const;

export type Mechanism = keyof typeof MECHANISMS;
