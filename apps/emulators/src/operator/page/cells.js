import { element, timeElement } from './elements.js';

/** What the tables of feedback have in common: a cell is a label, its content and a few properties. */
export const badgeCell = (label, good, words) => ({
  label,
  content: element(
    'span',
    { className: 'badge', data: { tone: good ? 'good' : 'bad' } },
    `${good ? '▲' : '▼'} ${words}`,
  ),
});

/** Free text; without any the cell is left out on a phone. */
export const textCell = (label, text) => ({
  label,
  className: 'content',
  dir: 'auto',
  content: element('span', {}, text ?? ''),
});

/** Whose it is, and where that person is known. */
export const personCell = (label, name, place) => ({
  label,
  className: 'user',
  content: element('span', {}, name, element('span', { className: 'sub' }, place)),
});

/** The question, and the id of the answer that was rated; the answer itself is in the tooltip. */
export const messageCell = ({ query, answer, messageId }) => ({
  label: 'Message',
  title: answer ?? '',
  content: element(
    'span',
    { dir: 'auto' },
    query || 'No question',
    element('span', { className: 'sub id' }, messageId),
  ),
});

export const timeCell = ({ updatedAt }) => ({
  label: 'Changed',
  className: 'time',
  content: timeElement(updatedAt),
});
