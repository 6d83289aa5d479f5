import { counted, element, timeElement } from './elements.js';

/** A cell is a label, its content and a few properties. */
const badgeCell = (label, good, words) => ({
  label,
  content: element(
    'span',
    { className: 'badge', data: { tone: good ? 'good' : 'bad' } },
    `${good ? '▲' : '▼'} ${words}`,
  ),
});

/** Free text; without any the cell is left out on a phone. */
const textCell = (label, text) => ({
  ...{ label, className: 'content', dir: 'auto' },
  content: element('span', {}, text ?? ''),
});

const small = (text, className = 'sub') => element('span', { className }, text);

/** The user, and where the user is known. */
const personCell = (label, name, place) => ({
  ...{ label, className: 'user' },
  content: element('span', {}, name, small(place)),
});

/** The question, and the id of the answer that was rated; the answer itself is in the tooltip. */
const messageCell = ({ query, answer, messageId }) => ({
  ...{ label: 'Message', title: answer ?? '' },
  content: element('span', { dir: 'auto' }, query || 'No question', small(messageId, 'sub id')),
});

const timeCell = ({ updatedAt }) => ({
  ...{ label: 'Changed', className: 'time' },
  content: timeElement(updatedAt),
});

/** How the page shows each upstream; the key is its name in the state, the settings and the request log. */
export const UPSTREAMS = {
  dify: {
    addresses: [{ name: 'Base URL', path: '/v1' }],
    countsOf: ({ messages, endUsers }) =>
      `${counted(messages, 'message')} of ${counted(endUsers, 'end user')}`,
    columns: ['Rating', 'Content', 'User', 'Message', 'Changed'],
    cellsOf: (feedback) => [
      badgeCell('Rating', feedback.rating === 'like', feedback.rating),
      textCell('Content', feedback.content),
      personCell('User', feedback.user ?? feedback.fromSource, feedback.appName),
      messageCell(feedback),
      timeCell(feedback),
    ],
    targets: {
      Feedback: 'POST /**/feedbacks',
      'Chat messages': 'POST /**/chat-messages',
      All: ' /**',
    },
  },
  coze: {
    addresses: [
      { name: 'coze.cn', path: '/coze-cn' },
      { name: 'coze.com', path: '/coze-com' },
    ],
    countsOf: ({ messages }) => counted(messages, 'message'),
    columns: ['feedback_type', 'reason_types', 'comment', 'session_name', 'Message', 'Changed'],
    cellsOf: (feedback) => [
      badgeCell('feedback_type', feedback.feedbackType === 'like', feedback.feedbackType),
      textCell('reason_types', feedback.reasonTypes.join('\n')),
      textCell('comment', feedback.comment),
      personCell('session_name', feedback.sessionName ?? 'none', `coze.${feedback.region}`),
      messageCell(feedback),
      timeCell(feedback),
    ],
    targets: {
      Feedback: ' /**/feedback',
      Chats: 'POST /**/chat',
      Tokens: 'POST /**/token',
      All: ' /**',
    },
  },
  moveworks: {
    addresses: [
      { name: 'Beta', path: '/rest/v1beta1' },
      { name: 'Deprecated', path: '/assistant/v1' },
      { name: 'Current', path: '/rest/v1' },
    ],
    countsOf: ({ messages }) => counted(messages, 'message'),
    columns: ['Side', 'additional_feedback', 'User', 'Submissions', 'Message', 'Changed'],
    cellsOf: (feedback) => [
      badgeCell('Side', feedback.side === 'helpful', feedback.side),
      textCell('additional_feedback', feedback.additionalFeedback),
      personCell('User', feedback.user, ''),
      { label: 'Submissions', className: 'count', content: String(feedback.submissions) },
      messageCell(feedback),
      timeCell(feedback),
    ],
    targets: {
      Feedback: 'POST /**/feedback',
      Responses: 'POST /**/responses**',
      Tokens: 'POST /oauth/v1/token',
      All: ' /**',
    },
  },
};
