import type { Routes } from '../../frame/site.ts';
import { admitApp, type Dify } from '../dify-caller.ts';
import type { AppRow } from '../dify-state.ts';
import { formOf } from '../input-form.ts';

/** What an app says of itself. */
export const appRoutes = (dify: Dify): Routes<string> => ({
  '/info': { get: (context) => infoOf(admitApp(context, dify)) },
  '/parameters': { get: (context) => parametersOf(admitApp(context, dify)) },
});

const infoOf = ({ name, mode }: AppRow) => ({
  name,
  description: 'A scripted assistant for trying out message feedback.',
  tags: [],
  mode,
  author_name: 'Message Feedback',
});

const parametersOf = (app: AppRow) => ({
  opening_statement: app.opening_statement,
  suggested_questions: app.suggested_questions,
  suggested_questions_after_answer: { enabled: false },
  speech_to_text: { enabled: false },
  text_to_speech: { enabled: false, language: '', voice: '' },
  retriever_resource: { enabled: false },
  annotation_reply: { enabled: false },
  more_like_this: { enabled: false },
  user_input_form: formOf(app),
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
