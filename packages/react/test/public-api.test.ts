import { describe, expect, it } from 'vitest';
import * as api from '../src/index.ts';

// What people build on. A change of this list is a change of the version.
describe('@message-feedback/react', () => {
  it('exports exactly this', () => {
    expect(Object.keys(api).sort()).toEqual([
      'COZE_LIMITS',
      'DEFAULT_LIMITS',
      'FEEDBACK_ERRORS',
      'FeedbackBar',
      'FeedbackError',
      'FeedbackProvider',
      'MessageFeedback',
      'countCharacters',
      'createProxySubmit',
      'en',
      'feedbackKeys',
      'useFeedbackClient',
      'useMessageFeedback',
    ]);
  });

  it('has exactly these parts', () => {
    expect(Object.keys(api.MessageFeedback).sort()).toEqual([
      'CharacterCount',
      'Close',
      'Comment',
      'CommentError',
      'CommentLabel',
      'Details',
      'DetailsTitle',
      'DetailsTrigger',
      'Dislike',
      'Like',
      'Reason',
      'ReasonAdd',
      'ReasonInput',
      'ReasonLabel',
      'Reasons',
      'Retry',
      'Root',
      'Send',
      'Status',
      'Undo',
    ]);
  });
});
