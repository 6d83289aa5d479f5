/** The fields of feedback that the page shows of each upstream; the rest is in the state. */
export const FEEDBACK_COLUMNS = {
  dify: ['rating', 'content', 'user', 'query', 'messageId', 'updatedAt'],
  coze: ['feedbackType', 'reasonTypes', 'comment', 'sessionName', 'query', 'messageId', 'updatedAt'],
  moveworks: ['side', 'additionalFeedback', 'user', 'submissions', 'query', 'messageId', 'updatedAt'],
};

const fault = (kind) => (upstream) => [
  'POST /faults',
  { fault: kind, upstream, path: '/**/feedback*', times: 1 },
];

/** Commands to begin with, for the upstream that is looked at. The README lists all. */
export const EXAMPLES = {
  'Fail the next feedback': fault({ kind: 'status', status: 503 }),
  'Lose the next answer': fault({ kind: 'reset', when: 'after' }),
  'Answer 429 once': fault({ kind: 'rate_limit', retryAfterSeconds: 5 }),
  'Answer late once': fault({ kind: 'latency', milliseconds: 3000 }),
  'Remove all faults': () => ['DELETE /faults'],
  'Change settings': (upstream) => ['PATCH /settings', { paceMs: 120, [upstream]: {} }],
  'Clear the requests': () => ['DELETE /requests'],
  'Reset everything': () => ['POST /reset', {}],
};
