import { beforeAll, describe, expect, it } from 'vitest';
import { sharedEmulators } from '../../testing/test-emulators.ts';

const emulators = sharedEmulators();
let messageId: string;

beforeAll(async () => {
  messageId = await emulators.createMessage();
});

async function rated(body: object) {
  const response = await emulators.rate(messageId, { user: 'alice', ...body });
  return { status: response.status, text: await response.text() };
}

describe('G1, Dify up to 1.7.2', () => {
  beforeAll(() => emulators.setGeneration('G1'));

  it('answers an invalid rating with code and params, without a status', async () => {
    expect(await rated({ rating: 'LIKE' })).toEqual({
      status: 400,
      text: '{"code":"invalid_param","message":"LIKE is not a valid choice","params":"rating"}',
    });
  });

  it.each([
    ['', ' is not a valid choice'],
    [1, '1 is not a valid choice'],
    [true, 'True is not a valid choice'],
    ['null', 'null is not a valid choice'],
  ])('refuses the rating %j', async (rating, message) => {
    expect(JSON.parse((await rated({ rating })).text)).toEqual({
      code: 'invalid_param',
      message,
      params: 'rating',
    });
  });

  it('turns content that is not text into text', async () => {
    expect((await rated({ rating: 'like', content: { a: [1, true] } })).status).toBe(200);
    expect((await emulators.feedbacks())[0].content).toBe("{'a': [1, True]}");
  });

  it('leaves the status out of its 500', async () => {
    const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { body: '[1]' });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error","code":"unknown"}');
  });

  it('sends no WWW-Authenticate', async () => {
    const response = await emulators.dify('/info', { key: 'wrong' });
    expect(response.status).toBe(401);
    expect(response.headers.has('WWW-Authenticate')).toBe(false);
  });

  it('lets half a surrogate pair through its parser', async () => {
    const body = '{"rating":"like","content":"\\ud800","user":"alice"}';
    const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { body });
    expect(response.status).toBe(200);
  });
});

describe('G2, Dify 1.8.0 to 1.10.1', () => {
  beforeAll(() => emulators.setGeneration('G2'));

  it('answers an invalid rating with errors, without code and status', async () => {
    expect(await rated({ rating: 'LIKE' })).toEqual({
      status: 400,
      text: `{"errors":{"rating":"Feedback rating The value 'LIKE' is not a valid choice for 'rating'."},"message":"Input payload validation failed"}`,
    });
  });

  it.each([
    ['', ''],
    [1, '1'],
    [true, 'True'],
    ['null', 'null'],
  ])('refuses the rating %j', async (rating, printed) => {
    const { errors } = JSON.parse((await rated({ rating })).text);
    expect(errors.rating).toBe(`Feedback rating The value '${printed}' is not a valid choice for 'rating'.`);
  });

  it('turns content that is not text into text', async () => {
    expect((await rated({ rating: 'like', content: 5 })).status).toBe(200);
    expect((await emulators.feedbacks())[0].content).toBe('5');
  });

  it('sends WWW-Authenticate', async () => {
    const response = await emulators.dify('/info', { key: 'wrong' });
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer realm="api"');
  });
});

describe('G3, Dify 1.11.0 to the middle of 2026', () => {
  beforeAll(() => emulators.setGeneration('G3'));

  it("answers an invalid rating in Pydantic's words, with the input and an address in them", async () => {
    expect(await rated({ rating: 'LIKE' })).toEqual({
      status: 400,
      text: String.raw`{"code":"invalid_param","message":"1 validation error for MessageFeedbackPayload\nrating\n  Input should be 'like' or 'dislike' [type=literal_error, input_value='LIKE', input_type=str]\n    For further information visit https://errors.pydantic.dev/2.11/v/literal_error","status":400}`,
    });
  });

  it.each([
    ['', "input_value='', input_type=str"],
    [1, 'input_value=1, input_type=int'],
    [true, 'input_value=True, input_type=bool'],
    ['null', "input_value='null', input_type=str"],
  ])('refuses the rating %j', async (rating, described) => {
    expect(JSON.parse((await rated({ rating })).text).message).toContain(described);
  });

  it('refuses content that is not text in the same style', async () => {
    const { status, text } = await rated({ rating: 'like', content: 5 });
    expect(status).toBe(400);
    expect(JSON.parse(text).message).toContain(
      'content\n  Input should be a valid string [type=string_type, input_value=5, input_type=int]',
    );
  });

  it('counts two errors and shortens a long input to fifty bytes', async () => {
    const { message } = JSON.parse((await rated({ rating: 'é'.repeat(40), content: 5 })).text);
    expect(message).toMatch(/^2 validation errors for MessageFeedbackPayload\nrating\n/);
    expect(message).toContain(`input_value='${'é'.repeat(12)}...${'é'.repeat(11)}', input_type`);
  });
});

describe("G4, Dify's main branch", () => {
  beforeAll(() => emulators.setGeneration('G4'));

  it('answers an invalid rating with 422 and a message that is JSON in a string', async () => {
    expect(await rated({ rating: 'LIKE' })).toEqual({
      status: 422,
      text: String.raw`{"code":"unprocessable_entity","message":"[{\"type\": \"literal_error\", \"loc\": [\"rating\"], \"msg\": \"Input should be 'like' or 'dislike'\"}]","status":422}`,
    });
  });

  it.each(['', 1, true, 'null'])('refuses the rating %j', async (rating) => {
    expect((await rated({ rating })).status).toBe(422);
  });

  it('refuses content that is not text', async () => {
    const { status, text } = await rated({ rating: 'like', content: 5 });
    expect(status).toBe(422);
    expect(JSON.parse(JSON.parse(text).message)).toEqual([
      { type: 'string_type', loc: ['content'], msg: 'Input should be a valid string' },
    ]);
  });
});
