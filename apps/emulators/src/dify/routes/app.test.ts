import { expect, it } from 'vitest';
import { COMPLETION_KEY, sharedEmulators } from '../../testing/test-emulators.ts';

const emulators = sharedEmulators();

it('returns its name and mode at GET /info', async () => {
  const info = await emulators.difyAnswer('/info', { key: COMPLETION_KEY });
  expect(info).toMatchObject({ name: 'Emulated completion', mode: 'completion', tags: [] });
});

it('returns its greeting and suggested questions at GET /parameters', async () => {
  expect(await emulators.difyAnswer('/parameters')).toEqual({
    httpStatus: 200,
    opening_statement: expect.stringMatching(/^Hello!/),
    suggested_questions: Array(4).fill(expect.any(String)),
    user_input_form: [],
  });
});
