/** The fields of feedback in the table, for each upstream. */
export const FEEDBACK_COLUMNS = {
  dify: ['rating', 'content', 'user', 'query', 'messageId', 'updatedAt'],
  coze: ['feedbackType', 'reasonTypes', 'comment', 'sessionName', 'query', 'messageId', 'updatedAt'],
  moveworks: ['side', 'additionalFeedback', 'user', 'submissions', 'query', 'messageId', 'updatedAt'],
};

const fault = (kind) => (upstream) => [
  'POST',
  '/faults',
  { fault: kind, upstream, path: '/**/feedback*', times: 1 },
];

/** The commands of the page, for the upstream that it shows. The README lists all. */
export const COMMANDS = {
  'Fail the next feedback': fault({ kind: 'status', status: 503 }),
  'Lose the next response': fault({ kind: 'reset', when: 'after' }),
  'Limit the rate once': fault({ kind: 'rate_limit', retryAfterSeconds: 5 }),
  'Respond late once': fault({ kind: 'latency', milliseconds: 3000 }),
  'Remove all faults': () => ['DELETE', '/faults'],
  'Reset everything': () => ['POST', '/reset', {}],
};
