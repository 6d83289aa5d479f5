import { beforeEach, describe, expect, it } from 'vitest';
import { sharedEmulators } from '../testing/test-emulators.ts';
import { DIFY_GENERATIONS } from './dify-settings.ts';

const emulators = sharedEmulators();
describe.each(DIFY_GENERATIONS)('what all generations answer, asked of %s', (generation) => {
  let messageId: string;
  beforeEach(async () => {
    await emulators.control('/reset', {});
    await emulators.setGeneration(generation);
    messageId = await emulators.createMessage();
  });

  const answerOf = async (response: Response) => ({ status: response.status, text: await response.text() });
  const rate = async (body: object | string, headers?: Record<string, string>) =>
    answerOf(await emulators.dify(`/messages/${messageId}/feedbacks`, { body, ...(headers && { headers }) }));

  it.each([{ rating: null }, {}])('400 when nothing is stored and the rating is %j', async (body) => {
    expect(await rate({ ...body, user: 'alice' })).toEqual({
      status: 400,
      text: '{"code":"invalid_param","message":"rating cannot be None when feedback not exists","status":400}',
    });
  });

  it.each([{}, { user: '' }, { user: null }])('400 for the user in %j', async (body) => {
    expect(await rate({ rating: 'like', ...body })).toEqual({
      status: 400,
      text: '{"code":"invalid_param","message":"Arg user must be provided.","status":400}',
    });
  });

  const notExisting = {
    status: 404,
    text: '{"code":"not_found","message":"Message Not Exists.","status":404}',
  };

  it('404 for the wrong user', async () => {
    expect(await rate({ rating: 'like', user: 'bob' })).toEqual(notExisting);
  });

  it('404 for an unknown message', async () => {
    messageId = '11111111-1111-4111-8111-111111111111';
    expect(await rate({ rating: 'like', user: 'alice' })).toEqual(notExisting);
  });

  it('404 as a page for an id that is no hyphenated UUID', async () => {
    for (const id of ['42', 'null', messageId.replaceAll('-', '')]) {
      const response = await emulators.rate(id, { rating: 'like', user: 'alice' });
      expect(response.status).toBe(404);
      expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
      expect(await response.text()).toContain('404 Not Found');
    }
  });

  it('200 for the UUID in capitals', async () => {
    const response = await emulators.rate(messageId.toUpperCase(), { rating: 'like', user: 'alice' });
    expect(await answerOf(response)).toEqual({ status: 200, text: '{"result":"success"}' });
  });

  it.each(['', 'Bearer'])('401 for the Authorization %j', async (Authorization) => {
    expect(await rate({ rating: 'like', user: 'alice' }, { Authorization })).toEqual({
      status: 401,
      text: `{"code":"unauthorized","message":"Authorization header must be provided and start with 'Bearer'","status":401}`,
    });
  });

  it('401 for Basic', async () => {
    const { status, text } = await rate({ user: 'alice' }, { Authorization: 'Basic YTpi' });
    expect(status).toBe(401);
    expect(JSON.parse(text).message).toBe("Authorization scheme must be 'Bearer'");
  });

  it('401 for an unknown key', async () => {
    const { status, text } = await rate({ user: 'alice' }, { Authorization: 'Bearer app-unknown' });
    expect(status).toBe(401);
    expect(JSON.parse(text).message).toBe('Access token is invalid');
  });

  it('200 for bearer in lower case', async () => {
    const headers = { Authorization: 'bearer app-emulated-chat' };
    expect((await rate({ rating: 'like', user: 'alice' }, headers)).status).toBe(200);
  });

  it.each([
    ['api_disabled', "The app's API service has been disabled."],
    ['gone', 'The app no longer exists.'],
    ['abnormal', "The app's status is abnormal."],
    ['workspace_archived', "The workspace's status is archived."],
  ])('403 when the app is %s', async (condition, message) => {
    const { body } = await emulators.control('/dify/apps');
    await emulators.control(`/dify/apps/${body.apps[0].id}`, { condition }, 'PATCH');
    expect(await rate({ rating: 'like', user: 'alice' })).toEqual({
      status: 403,
      text: JSON.stringify({ code: 'forbidden', message, status: 403 }),
    });
  });

  it.each(['', '{"rating":', "{'user': 1}"])('400 for the malformed body %j', async (body) => {
    const headers = { 'Content-Type': 'application/json' };
    expect(await rate(body, headers)).toEqual({
      status: 400,
      text: '{"code":"bad_request","message":"The browser (or proxy) sent a request that this server could not understand.","status":400}',
    });
  });

  it.each(['text/plain', ''])('415 for the Content-Type %j', async (type) => {
    const answer = await rate('{"rating":"like","user":"alice"}', { 'Content-Type': type });
    expect(answer).toEqual({
      status: 415,
      text: `{"code":"unsupported_media_type","message":"Did not attempt to load JSON data because the request Content-Type was not 'application/json'.","status":415}`,
    });
  });

  it.each(['application/json; charset=utf-8', 'application/vnd.api+json'])('200 for %s', async (type) => {
    const answer = await rate({ rating: 'like', user: 'alice' }, { 'Content-Type': type });
    expect(answer.status).toBe(200);
  });

  it.each(['[1]', 'null'])('500 for the body %s', async (body) => {
    const { status, text } = await rate(body);
    expect(status).toBe(500);
    expect(text).toMatch(/^\{"message":"Internal Server Error","code":"unknown"/);
  });

  it.each(['GET', 'PUT', 'DELETE'])('405 for %s', async (method) => {
    const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { method });
    expect(response.status).toBe(405);
    expect((await response.json()).code).toBe('method_not_allowed');
  });

  it('200 for OPTIONS, open to other origins', async () => {
    const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { method: 'OPTIONS' });
    expect(response.status).toBe(200);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  it('400 for NUL in the content, and nothing is stored', async () => {
    expect(await rate({ rating: 'like', content: 'a\0b', user: 'alice' })).toEqual({
      status: 400,
      text: '{"code":"invalid_param","message":"A string literal cannot contain NUL (0x00) characters.","status":400}',
    });
    expect(await emulators.feedbacks()).toEqual([]);
  });

  it('500 for a user longer than the column', async () => {
    expect((await rate({ rating: 'like', user: 'x'.repeat(256) })).status).toBe(500);
  });
});

it.each(['G2', 'G3', 'G4'])('%s answers half a surrogate pair with 400 bad_request', async (generation) => {
  await emulators.setGeneration(generation);
  const messageId = await emulators.createMessage();
  const body = '{"rating":"like","content":"\\ud800","user":"alice"}';
  const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { body });
  expect(response.status).toBe(400);
  expect((await response.json()).code).toBe('bad_request');
});
