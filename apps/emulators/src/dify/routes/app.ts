import type { Routes } from '../../frame/site.ts';
import { admitApp, type DifyCall } from '../dify-caller.ts';

/** Describes the app of the key. */
export const appRoutes: Routes<DifyCall> = {
  '/info': {
    get(context, call) {
      const { name, mode } = admitApp(context, call);
      const description = 'A scripted assistant for trying out message feedback.';
      return { name, description, tags: [], mode, author_name: 'Message Feedback' };
    },
  },
  '/parameters': {
    /** Only the fields that a chat without files and forms reads. */
    get(context, call) {
      const { opening_statement, suggested_questions } = admitApp(context, call);
      return { opening_statement, suggested_questions, user_input_form: [] };
    },
  },
};
