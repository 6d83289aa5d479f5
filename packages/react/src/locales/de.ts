'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'one'>('de');

/** German, without “du” or “Sie”, so that it suits either. */
export const de: FeedbackLabels = {
  locale: 'de',
  group: 'Diese Antwort bewerten',
  rating: { like: 'Gute Antwort', dislike: 'Schlechte Antwort' },
  saved: 'Danke für das Feedback!',
  undone: 'Bewertung entfernt.',
  saving: 'Wird gespeichert\u00A0…',
  delayed: 'Noch nicht gesendet.',
  held: 'Noch nicht gesendet. Bitte erneut anmelden.',
  final: 'Diese Bewertung lässt sich nicht mehr ändern.',
  notRatable: 'Diese Antwort lässt sich nicht bewerten.',
  refused: {
    message_not_found: 'Nicht gespeichert: Diese Antwort lässt sich nicht bewerten.',
    other: 'Nicht gespeichert: Feedback abgelehnt.',
  },
  detailsTitle: { like: 'Was war gut?', dislike: 'Wo lag das Problem?' },
  detailsDescription: 'Die Bewertung zählt schon. Der Rest ist optional.',
  detailsDescriptionUnsent: 'Feedback noch nicht gesendet. Der Rest ist optional.',
  reasonsLegend: 'Gründe',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'Inhaltlich falsch' },
      { id: 'incomplete', label: 'Unvollständig' },
      { id: 'off-topic', label: 'An der Frage vorbei' },
      { id: 'unclear', label: 'Schwer verständlich' },
      { id: 'unsafe', label: 'Schädlich oder anstößig' },
      { id: 'other', label: 'Etwas anderes', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'Nur # Grund möglich. Zum Wechseln erst diesen abwählen.',
    other: 'Höchstens # Gründe möglich. Zum Wechseln erst einen abwählen.',
  }),
  customReason: 'Eigener Grund',
  addReason: 'Hinzufügen',
  reasonAdded: 'Hinzugefügt.',
  reasonDuplicate: 'Dieser Grund ist schon ausgewählt.',
  reasonTooLong: plural({
    one: 'Der Grund ist zu lang. Bitte um # Zeichen kürzen.',
    other: 'Der Grund ist zu lang. Bitte um # Zeichen kürzen.',
  }),
  comment: 'Kommentar',
  commentWanted: 'Bitte kurz beschreiben',
  quote: 'Markierten Text zitieren',
  charactersLeft: plural({ one: 'Noch # Zeichen', other: 'Noch # Zeichen' }),
  charactersOver: plural({ one: '# Zeichen zu viel', other: '# Zeichen zu viel' }),
  commentTooLong: plural({
    one: 'Der Kommentar ist zu lang. Bitte um # Zeichen kürzen.',
    other: 'Der Kommentar ist zu lang. Bitte um # Zeichen kürzen.',
  }),
  commentNotStorable:
    'Ein Zeichen im Kommentar lässt sich nicht speichern. Bitte löschen oder den Kommentar neu eingeben.',
  send: 'Senden',
  close: 'Schließen',
  undo: 'Rückgängig',
  retry: 'Erneut senden',
  addDetails: 'Details ergänzen',
  editDetails: 'Details ändern',
  viewDetails: 'Details ansehen',
  viewDetailsTitle: 'Feedback zu dieser Antwort',
};
