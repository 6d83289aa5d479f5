/** What keeps words from being lost. Each can be taken away, to see that the suite notices. */
export const MECHANISMS = {
  stampFence: 'the proxy keeps the larger stamp',
  journal: 'what is unsent is written down in the browser',
  serialisation: 'one request for a message at a time, over all nodes',
  reassertion: 'what may have been overtaken by a late request is said once more',
  revokeOfNothing: 'Dify’s 400 for taking back what is not there counts as done',
  takeOver: 'other tabs send what a tab left behind',
  longRetrying: 'the browser goes on trying',
} as const;

export type Mechanism = keyof typeof MECHANISMS;
