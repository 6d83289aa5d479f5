import { byId, counted, element, reconcile, timeElement } from './elements.js';

/** On a phone the rows are laid out as cards; roles said aloud keep them a table to screen readers. */
export function startFeedbackTable() {
  const table = byId('feedback-rows').closest('table');
  const roles = { tr: 'row', th: 'columnheader', 'thead, tbody': 'rowgroup' };
  table.setAttribute('role', 'table');
  for (const [selector, role] of Object.entries(roles)) {
    for (const part of table.querySelectorAll(selector)) part.setAttribute('role', role);
  }
  // What scrolls must be reachable by keyboard, and what is reached must have a name.
  const scroller = byId('feedback-table');
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', 'Rows of feedback');
}

/** Shows the newest rows of feedback. A row that changes is made anew, which marks it as fresh. */
export function showFeedback({ feedbacks, counts }) {
  reconcile(byId('feedback-rows'), feedbacks, {
    keyOf: ({ id, updatedAt }) => `${id} ${updatedAt}`,
    create: feedbackRow,
  });
  byId('feedback-empty').hidden = feedbacks.length > 0;
  const shown = counts.feedbacks > feedbacks.length ? `, the newest ${feedbacks.length} shown` : '';
  setText(byId('feedback-count'), `${counted(counts.feedbacks, 'row')}${shown}`);
  setText(
    byId('counts'),
    `${counted(counts.messages, 'message')} of ${counted(counts.endUsers, 'end user')}`,
  );
}

/** Announced only when it says something new. */
function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

function feedbackRow(feedback) {
  const { rating, content, user, fromSource, query, answer, messageId, appName, updatedAt } = feedback;
  const row = element(
    'tr',
    {},
    cell('Rating', {}, ratingBadge(rating)),
    cell('Content', { className: 'content', dir: 'auto' }, element('span', {}, content ?? '')),
    cell(
      'User',
      { className: 'user' },
      element('span', {}, user ?? fromSource, element('span', { className: 'sub' }, appName)),
    ),
    cell(
      'Message',
      { title: answer ?? '' },
      element(
        'span',
        { dir: 'auto' },
        query || 'No question',
        element('span', { className: 'sub id' }, messageId),
      ),
    ),
    cell('Changed', { className: 'time' }, timeElement(updatedAt)),
  );
  row.setAttribute('role', 'row');
  return row;
}

function cell(label, properties, child) {
  const made = element('td', { ...properties, data: { label } }, child);
  made.setAttribute('role', 'cell');
  return made;
}

const ratingBadge = (rating) =>
  element(
    'span',
    { className: 'badge', data: { tone: rating === 'like' ? 'good' : 'bad' } },
    rating === 'like' ? '▲ like' : '▼ dislike',
  );
