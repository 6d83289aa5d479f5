import { describe, expect, it } from 'vitest';
import * as api from '../src/index.ts';

// Hosts depend on these names: a change to this list needs a new version.
describe('@message-feedback/react', () => {
  it('exports exactly this', () => {
    expect(Object.keys(api).sort()).toEqual([
      'COZE_LIMITS',
      'DEFAULT_LIMITS',
      'FEEDBACK_ERRORS',
      'FeedbackBar',
      'FeedbackControl',
      'FeedbackError',
      'FeedbackProvider',
      'MessageFeedback',
      'NO_FEEDBACK',
      'countCharacters',
      'createProxySubmit',
      'en',
      'feedbackKeys',
      'useFeedbackClient',
      'useMessageFeedback',
      'useMyFeedback',
      'useSelectedPassage',
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
      'DetailsDescription',
      'DetailsTitle',
      'DetailsTrigger',
      'Dislike',
      'Like',
      'Quote',
      'Reason',
      'ReasonAdd',
      'ReasonInput',
      'ReasonLabel',
      'Reasons',
      'Retry',
      'Root',
      'Send',
      'SentAction',
      'Status',
      'Undo',
    ]);
  });
});
