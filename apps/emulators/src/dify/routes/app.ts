import type { Routes } from '../../frame/site.ts';
import { admitApp, type DifyCall } from '../dify-caller.ts';
import { formOf } from '../input-form.ts';

/** What an app says of itself. */
export const appRoutes: Routes<DifyCall> = {
  '/info': {
    get(context, call) {
      const { name, mode } = admitApp(context, call);
      const description = 'A scripted assistant for trying out message feedback.';
      return { name, description, tags: [], mode, author_name: 'Message Feedback' };
    },
  },
  '/parameters': {
    get(context, call) {
      const app = admitApp(context, call);
      const { opening_statement, suggested_questions } = app;
      return { opening_statement, suggested_questions, ...FEATURES, user_input_form: formOf(app) };
    },
  },
};

const off = { enabled: false };

/** What `/parameters` says of an app without features, with the limits of a fresh installation. */
const FEATURES = {
  suggested_questions_after_answer: off,
  speech_to_text: off,
  text_to_speech: { ...off, language: '', voice: '' },
  retriever_resource: off,
  annotation_reply: off,
  more_like_this: off,
  sensitive_word_avoidance: { ...off, type: '', configs: [] },
  file_upload: {
    image: { ...off, number_limits: 3, detail: 'high', transfer_methods: ['remote_url', 'local_file'] },
  },
  system_parameters: {
    image_file_size_limit: 10,
    video_file_size_limit: 100,
    audio_file_size_limit: 50,
    file_size_limit: 15,
    workflow_file_upload_limit: 10,
  },
};
