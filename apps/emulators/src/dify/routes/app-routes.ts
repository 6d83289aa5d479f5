import type { Hono } from 'hono';
import type { DifyService } from '../dify-service.ts';
import { admitApp } from '../request/admit.ts';
import { defineRoute } from '../request/define-route.ts';
import type { AppRow } from '../state/apps.ts';

/** `GET /info` and `GET /parameters`: what an app says of itself. */
export function addAppRoutes(app: Hono, service: DifyService): void {
  defineRoute(app, '/info', { get: (context) => context.json(infoOf(admitApp(context, service))) });
  defineRoute(app, '/parameters', {
    get: (context) => context.json(parametersOf(admitApp(context, service))),
  });
}

const infoOf = ({ name, mode }: AppRow) => ({
  name,
  description: 'A scripted assistant for trying out message feedback.',
  tags: [],
  mode,
  author_name: 'Message Feedback',
});

const parametersOf = (app: AppRow) => ({
  opening_statement: app.opening_statement,
  suggested_questions: JSON.parse(app.suggested_questions),
  suggested_questions_after_answer: { enabled: false },
  speech_to_text: { enabled: false },
  text_to_speech: { enabled: false, language: '', voice: '' },
  retriever_resource: { enabled: false },
  annotation_reply: { enabled: false },
  more_like_this: { enabled: false },
  user_input_form:
    app.mode === 'completion'
      ? [{ paragraph: { label: 'Query', variable: 'query', required: true, default: '' } }]
      : [],
  sensitive_word_avoidance: { enabled: false },
  file_upload: {
    image: { enabled: false, number_limits: 3, transfer_methods: ['remote_url', 'local_file'] },
  },
  system_parameters: {
    image_file_size_limit: 10,
    video_file_size_limit: 100,
    audio_file_size_limit: 50,
    file_size_limit: 15,
    workflow_file_upload_limit: 10,
  },
});
