import { beforeEach, describe, expect, it } from 'vitest';
import { COMPLETION_KEY, freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators();

const FORM = [
  { 'text-input': { label: 'Name', variable: 'name', required: true, max_length: 5 } },
  { select: { label: 'Tone', variable: 'tone', required: false, options: ['short', "it's long"] } },
  { number: { label: 'Age', variable: 'age', required: false, default: 7 } },
  { paragraph: { label: 'Story', variable: 'story', required: false } },
];
const key = 'app-with-form';
const createApp = (userInputForm: object[]) =>
  emulators.control('/dify/apps', { apiKey: key, name: 'Form', userInputForm });
const ask = (inputs: object, rest: object = {}) =>
  emulators.difyAnswer('/chat-messages', { key, body: { query: 'hi', user: 'alice', inputs, ...rest } });

it('gives its name and mode at GET /info', async () => {
  const info = await emulators.difyAnswer('/info', { key: COMPLETION_KEY });
  expect(info).toMatchObject({ name: 'Emulated completion', mode: 'completion', tags: [] });
});

describe('GET /parameters', () => {
  it('has every key of Dify, with the values of an app without features', async () => {
    const { httpStatus, ...parameters } = await emulators.difyAnswer('/parameters');
    expect(httpStatus).toBe(200);
    expect(parameters).toEqual({
      opening_statement: expect.stringMatching(/^Hello!/),
      suggested_questions: Array(4).fill(expect.any(String)),
      suggested_questions_after_answer: { enabled: false },
      speech_to_text: { enabled: false },
      text_to_speech: { enabled: false, language: '', voice: '' },
      retriever_resource: { enabled: false },
      annotation_reply: { enabled: false },
      more_like_this: { enabled: false },
      user_input_form: [],
      sensitive_word_avoidance: { enabled: false, type: '', configs: [] },
      file_upload: {
        image: {
          enabled: false,
          number_limits: 3,
          detail: 'high',
          transfer_methods: ['remote_url', 'local_file'],
        },
      },
      system_parameters: {
        image_file_size_limit: 10,
        video_file_size_limit: 100,
        audio_file_size_limit: 50,
        file_size_limit: 15,
        workflow_file_upload_limit: 10,
      },
    });
  });

  it('gives the form of a chat app, as it was made or changed', async () => {
    const { body } = await createApp(FORM);
    const formNow = async () => (await emulators.difyAnswer('/parameters', { key })).user_input_form;
    expect(await formNow()).toEqual(FORM);
    await emulators.control(`/dify/apps/${body.id}`, { userInputForm: FORM.slice(0, 1) }, 'PATCH');
    expect(await formNow()).toEqual(FORM.slice(0, 1));
  });

  it('gives the one variable of a completion app', async () => {
    const { user_input_form: form } = await emulators.difyAnswer('/parameters', { key: COMPLETION_KEY });
    expect(form).toMatchObject([{ paragraph: { variable: 'query', required: true } }]);
  });
});

describe('the inputs of a chat app with a form', () => {
  beforeEach(() => createApp(FORM));

  it.each([
    [{}, 'name is required in input form'],
    [{ name: null }, 'name is required in input form'],
    [{ name: 5 }, "(type 'text-input') name in input form must be a string"],
    [{ name: '小小小小小小' }, 'name in input form must be less than 5 characters'],
    [{ name: 'Ada', tone: 'no' }, `tone in input form must be one of the following: ['short', "it's long"]`],
    [{ name: 'Ada', age: 'old' }, 'age in input form must be a valid number'],
  ])('%j are refused', async (inputs, message) => {
    const refused = { code: 'invalid_param', message, status: 400 };
    expect(await ask(inputs)).toEqual({ httpStatus: 400, ...refused });
    expect((await emulators.state()).dify.counts.messages).toBe(0);
  });

  it.each([
    [{ name: 'A\0da', other: 1 }, { name: 'Ada' }],
    [
      { name: 'Ada', tone: 'short', age: '2.5', story: '' },
      { name: 'Ada', tone: 'short', age: 2.5, story: '' },
    ],
    [
      { name: 'Ada', age: ' ' },
      { name: 'Ada', age: null },
    ],
  ])(
    '%j are kept as Dify keeps them: numbers read, defaults filled in, NUL and other fields left out',
    async (inputs, kept) => {
      const { conversation_id: id } = await ask(inputs);
      const { data } = await emulators.difyAnswer(`/messages?user=alice&conversation_id=${id}`, { key });
      expect(data[0].inputs).toEqual({ tone: null, age: 7, story: null, ...kept });
    },
  );

  it('are looked at after the conversation, and in every question of it', async () => {
    const nowhere = { conversation_id: '11111111-1111-4111-8111-111111111111' };
    expect((await ask({}, nowhere)).message).toBe('Conversation Not Exists.');
    const { conversation_id } = await ask({ name: 'Ada' });
    expect((await ask({}, { conversation_id })).message).toBe('name is required in input form');
  });
});

it('refuses a form that is not one of Dify', async () => {
  expect((await createApp([{ file: { label: 'File', variable: 'file' } }])).status).toBe(400);
});
