/** The mechanisms that keep feedback from being lost. The suite must fail without each one. */
export const MECHANISMS = {
  stampFence: 'the proxy keeps the larger stamp',
  journal: 'the browser stores unsent feedback',
  serialisation: 'all nodes together send one request per message at a time',
  reassertion: 'the proxy repeats feedback that a late request may have overwritten',
  revokeOfNothing: 'Dify’s 400 for revoking nothing counts as success',
  takeOver: 'other tabs send what a closed tab left unsent',
  longRetrying: 'the browser keeps retrying',
  proxyTime: 'stamps are in the proxy’s time',
  supersededText: 'the text of a submission that loses stays as a draft',
  userTag: 'responses name their user, and requests the user they are meant for',
  purge: 'a tab forgets what its user purges in another one',
  destination: 'the browser keeps the feedback of two bots apart',
} as const;

export type Mechanism = keyof typeof MECHANISMS;
