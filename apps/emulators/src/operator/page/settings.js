/** One of a few values; `parse` makes the value of its text. */
const choice = (name, label, options, parse = String) => ({ name, label, options, parse });
const check = (name, label, on = true, off = false) => ({ name, label, on, off });
const code = (name, label) => ({ name, label, type: 'number' });

/** How the page shows the settings of each upstream, and of all. */
export const SETTINGS = {
  all: [choice('paceMs', 'Answer speed', { 0: 'At once', 35: 'Natural', 120: 'Slow' }, Number)],
  dify: [
    choice('generation', 'Error answers of', {
      G4: 'Dify today (main branch)',
      G3: 'Dify 1.11 to mid 2026',
      G2: 'Dify 1.8 to 1.10',
      G1: 'Dify up to 1.7',
    }),
    check('raceWindowMs', "Two first ratings at once make two rows, as Dify's database allows", 150, 0),
  ],
  coze: [
    choice('profile', 'Answers of', { cloud: 'Coze, cn and com', studio: 'Coze Studio, open source' }),
    choice('failureStatus', 'HTTP status of failures', {
      200: '200, told by code alone',
      '4xx': '4xx that fits the code',
    }),
    choice(
      'deleteMissingCode',
      'Deleting feedback that is not there',
      { 0: 'succeeds', 4200: 'fails with 4200' },
      Number,
    ),
    check('detail', 'Answers have detail.logid'),
    check('followUps', 'Suggest questions after an answer'),
    {
      group: 'Codes that Coze does not publish',
      fields: [
        code('invalidTokenCode', 'Wrong token'),
        code('foreignConversationCode', 'Foreign conversation'),
        code('unknownMessageCode', 'Unknown message'),
        code('notRateableCode', 'Not rateable'),
        code('tooOldCode', 'Too old'),
        code('tooLongCode', 'Too long'),
        code('exhaustedCode', 'No calls left'),
        { name: 'cutoff', label: 'Rateable since' },
      ],
    },
  ],
  moveworks: [
    {
      name: 'enabledPaths',
      label: 'Enabled for the tenant',
      values: ['/rest/v1beta1', '/assistant/v1', '/rest/v1'],
    },
    { name: 'assistantName', label: 'Assistant-Name', required: true },
    choice('resubmission', 'A second submission', {
      accept: 'replaces the first',
      ignore: 'is ignored',
      reject: 'is refused with 400',
    }),
    choice('overLongFeedback', 'Comments over 1000 characters', {
      reject: 'are refused',
      accept: 'are taken',
    }),
    choice('tokenRotation', 'Reading a message', {
      never: 'keeps its callback ids',
      keep_old: 'makes new ones, old ones stay valid',
      revoke_old: 'makes new ones, old ones are void',
    }),
    choice('feedbackSides', 'New answers offer', {
      both: 'both ratings',
      helpful: 'helpful alone',
      unhelpful: 'unhelpful alone',
      none: 'no rating',
    }),
    choice('responseOutcome', 'New responses', { COMPLETED: 'are completed', FAILED: 'fail' }),
    choice('tokenResponse', 'The token endpoint answers', {
      flat: 'the token alone',
      data: 'the token in data',
    }),
    { ...code('tokenExpiresIn', 'Seconds until a token expires'), min: 1, max: 86_400, required: true },
  ],
};
