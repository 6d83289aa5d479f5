import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sharedEmulators } from '../testing/test-emulators.ts';

const emulators = sharedEmulators();
let messageId: string;
beforeAll(async () => {
  messageId = await emulators.createMessage();
});

async function rated(body: object) {
  const response = await emulators.rate(messageId, { user: 'alice', ...body });
  return { status: response.status, text: await response.text() };
}
const messageOf = async (body: object) => JSON.parse((await rated(body)).text).message;

describe.each([
  [
    'G1, Dify up to 1.7.2: code and params, no status',
    400,
    '{"code":"invalid_param","message":"LIKE is not a valid choice","params":"rating"}',
  ],
  [
    'G2, Dify 1.8.0 to 1.10.1: errors, no code and status',
    400,
    `{"errors":{"rating":"Feedback rating The value 'LIKE' is not a valid choice for 'rating'."},"message":"Input payload validation failed"}`,
  ],
  [
    "G3, Dify 1.11.0 to the middle of 2026: Pydantic's words, with the input and an address in them",
    400,
    String.raw`{"code":"invalid_param","message":"1 validation error for MessageFeedbackPayload\nrating\n  Input should be 'like' or 'dislike' [type=literal_error, input_value='LIKE', input_type=str]\n    For further information visit https://errors.pydantic.dev/2.11/v/literal_error","status":400}`,
  ],
  [
    "G4, Dify's main branch: 422 and a message that is JSON in a string",
    422,
    String.raw`{"code":"unprocessable_entity","message":"[{\"type\": \"literal_error\", \"loc\": [\"rating\"], \"msg\": \"Input should be 'like' or 'dislike'\"}]","status":422}`,
  ],
])('%s', (name, status, text) => {
  const generation = name.slice(0, 2);
  beforeEach(() => emulators.setGeneration(generation));

  it('refuses an invalid rating', async () => {
    expect(await rated({ rating: 'LIKE' })).toEqual({ status, text });
  });

  it.each([
    ['', '', "input_value='', input_type=str"],
    [1, '1', 'input_value=1, input_type=int'],
    [true, 'True', 'input_value=True, input_type=bool'],
    ['null', 'null', "input_value='null', input_type=str"],
  ])('refuses the rating %j', async (rating, printed, described) => {
    const refused = await rated({ rating });
    expect(refused.status).toBe(status);
    const body = JSON.parse(refused.text);
    const restx = `Feedback rating The value '${printed}' is not a valid choice for 'rating'.`;
    expect(body).toMatchObject(
      {
        G1: { code: 'invalid_param', message: `${printed} is not a valid choice`, params: 'rating' },
        G2: { errors: { rating: restx } },
        G3: { message: expect.stringContaining(described) },
      }[generation] ?? {},
    );
    expect(Object.keys(body)).toEqual(Object.keys(JSON.parse(text)));
  });

  it('sends WWW-Authenticate from G2 on', async () => {
    const response = await emulators.dify('/info', { key: 'wrong' });
    expect(response.status).toBe(401);
    const realm = generation === 'G1' ? null : 'Bearer realm="api"';
    expect(response.headers.get('WWW-Authenticate')).toBe(realm);
  });
});

it.each([
  ['G1', { a: [1, true] }, "{'a': [1, True]}"],
  ['G2', 5, '5'],
])('%s turns content that is not text into text', async (generation, content, stored) => {
  await emulators.setGeneration(generation);
  expect((await rated({ rating: 'like', content })).status).toBe(200);
  expect((await emulators.feedbacks())[0].content).toBe(stored);
});

it('G1 leaves the status out of its 500', async () => {
  await emulators.setGeneration('G1');
  const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { body: '[1]' });
  expect(response.status).toBe(500);
  expect(await response.text()).toBe('{"message":"Internal Server Error","code":"unknown"}');
});

it('G3 refuses content that is not text in the same style, counts two errors and shortens a long input', async () => {
  await emulators.setGeneration('G3');
  expect((await rated({ rating: 'like', content: 5 })).status).toBe(400);
  expect(await messageOf({ rating: 'like', content: 5 })).toContain(
    'content\n  Input should be a valid string [type=string_type, input_value=5, input_type=int]',
  );
  const message = await messageOf({ rating: 'é'.repeat(40), content: 5 });
  expect(message).toMatch(/^2 validation errors for MessageFeedbackPayload\nrating\n/);
  // Fifty bytes are left of it.
  expect(message).toContain(`input_value='${'é'.repeat(12)}...${'é'.repeat(11)}', input_type`);
});

it('G4 refuses content that is not text', async () => {
  await emulators.setGeneration('G4');
  expect((await rated({ rating: 'like', content: 5 })).status).toBe(422);
  expect(JSON.parse(await messageOf({ rating: 'like', content: 5 }))).toEqual([
    { type: 'string_type', loc: ['content'], msg: 'Input should be a valid string' },
  ]);
});
