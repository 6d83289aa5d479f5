import { beforeEach, describe, expect, it } from 'vitest';
import { sharedEmulators } from '../testing/test-emulators.ts';
import { DIFY_GENERATIONS } from './dify-settings.ts';

const emulators = sharedEmulators();
const answerOf = async (response: Response) => ({ status: response.status, text: await response.text() });
const error = (status: number, code: string, message: string) => ({
  status,
  text: JSON.stringify({ code, message, status }),
});
const notExisting = error(404, 'not_found', 'Message Not Exists.');
const LIKE = { rating: 'like', user: 'alice' };

describe.each(DIFY_GENERATIONS)('the responses that all generations share, in %s', (generation) => {
  let messageId: string;
  beforeEach(async () => {
    await emulators.control('/reset', {});
    await emulators.setGeneration(generation);
    messageId = await emulators.createMessage();
  });
  const rate = async (body: object | string = LIKE, headers: Record<string, string> = {}, id = messageId) =>
    answerOf(await emulators.dify(`/messages/${id}/feedbacks`, { body, headers }));
  const nothingStored = 'rating cannot be None when feedback not exists';
  const malformed = 'The browser (or proxy) sent a request that this server could not understand.';

  it.each([
    [{ rating: null, user: 'alice' }, error(400, 'invalid_param', nothingStored)],
    [{ user: 'alice' }, error(400, 'invalid_param', nothingStored)],
    [{ rating: 'like' }, error(400, 'invalid_param', 'Arg user must be provided.')],
    [{ rating: 'like', user: '' }, error(400, 'invalid_param', 'Arg user must be provided.')],
    [{ rating: 'like', user: null }, error(400, 'invalid_param', 'Arg user must be provided.')],
    [{ rating: 'like', user: 'bob' }, notExisting],
    ['', error(400, 'bad_request', malformed)],
    ['{"rating":', error(400, 'bad_request', malformed)],
    ["{'user': 1}", error(400, 'bad_request', malformed)],
  ])('%j gets %j', async (body, expected) => {
    expect(await rate(body)).toEqual(expected);
  });

  it('404 for an unknown message', async () => {
    expect(await rate(LIKE, {}, '11111111-1111-4111-8111-111111111111')).toEqual(notExisting);
  });

  it('an HTML page with 404 for an id that is not a hyphenated UUID', async () => {
    for (const id of ['42', 'null', messageId.replaceAll('-', '')]) {
      const response = await emulators.rate(id, LIKE);
      expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
      expect(await answerOf(response)).toEqual({
        status: 404,
        text: expect.stringContaining('404 Not Found'),
      });
    }
  });

  it('200 for the UUID in capitals', async () => {
    const success = { status: 200, text: '{"result":"success"}' };
    expect(await rate(LIKE, {}, messageId.toUpperCase())).toEqual(success);
  });

  it.each([
    ['', "Authorization header must be provided and start with 'Bearer'"],
    ['Bearer', "Authorization header must be provided and start with 'Bearer'"],
    ['Basic YTpi', "Authorization scheme must be 'Bearer'"],
    ['Bearer app-unknown', 'Access token is invalid'],
  ])('401 for the Authorization %j', async (Authorization, message) => {
    expect(await rate(LIKE, { Authorization })).toEqual(error(401, 'unauthorized', message));
  });

  it.each([
    ['api_disabled', "The app's API service has been disabled."],
    ['gone', 'The app no longer exists.'],
    ['abnormal', "The app's status is abnormal."],
    ['workspace_archived', "The workspace's status is archived."],
  ])('403 if the app is %s', async (condition, message) => {
    const { body } = await emulators.control('/dify/apps');
    await emulators.control(`/dify/apps/${body.apps[0].id}`, { condition }, 'PATCH');
    expect(await rate()).toEqual(error(403, 'forbidden', message));
  });

  it.each(['text/plain', ''])('415 for the Content-Type %j', async (type) => {
    const message =
      "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.";
    const expected = error(415, 'unsupported_media_type', message);
    expect(await rate(LIKE, { 'Content-Type': type })).toEqual(expected);
  });

  it.each<Record<string, string>>([
    { Authorization: 'bearer app-emulated-chat' },
    { 'Content-Type': 'application/json; charset=utf-8' },
    { 'Content-Type': 'application/vnd.api+json' },
  ])('200 for %j', async (headers) => {
    expect((await rate(LIKE, headers)).status).toBe(200);
  });

  it.each(['[1]', 'null'])('500 for the body %s', async (body) => {
    const text = expect.stringMatching(/^\{"message":"Internal Server Error","code":"unknown"/);
    expect(await rate(body)).toEqual({ status: 500, text });
  });

  it('500 for a user longer than the column', async () => {
    expect((await rate({ rating: 'like', user: 'x'.repeat(256) })).status).toBe(500);
  });

  it.each(['GET', 'PUT', 'DELETE'])('405 for %s', async (method) => {
    const refused = await emulators.difyAnswer(`/messages/${messageId}/feedbacks`, { method });
    expect(refused).toMatchObject({ httpStatus: 405, code: 'method_not_allowed' });
  });

  it('200 for OPTIONS, with CORS headers for every origin', async () => {
    const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { method: 'OPTIONS' });
    expect(response.status).toBe(200);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  it('400 for NUL in the content, and nothing is stored', async () => {
    const message = 'A string literal cannot contain NUL (0x00) characters.';
    expect(await rate({ ...LIKE, content: 'a\0b' })).toEqual(error(400, 'invalid_param', message));
    expect(await emulators.feedbacks()).toEqual([]);
  });

  it('a lone surrogate: 200 in G1, 400 bad_request in later generations', async () => {
    const response = await rate('{"rating":"like","content":"\\ud800","user":"alice"}');
    if (generation === 'G1') expect(response.status).toBe(200);
    else expect(response).toEqual(error(400, 'bad_request', malformed));
  });
});
