'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'one'>('de');

/** German, without “du” or “Sie”, so that it suits either. */
export const de: FeedbackLabels = {
  locale: 'de',
  group: 'Diese Antwort bewerten',
  rating: { like: 'Gute Antwort', dislike: 'Schlechte Antwort' },
  saved: 'Danke für die Rückmeldung!',
  undone: 'Bewertung zurückgenommen.',
  saving: 'Wird gespeichert …',
  delayed: 'Noch nicht gesendet.',
  held: 'Noch nicht gesendet. Zum Senden bitte neu anmelden.',
  final: 'Diese Bewertung lässt sich nicht mehr ändern.',
  notRatable: 'Diese Antwort lässt sich nicht bewerten.',
  refused: {
    message_not_found: 'Nicht gespeichert: Diese Antwort lässt sich nicht bewerten.',
    other: 'Nicht gespeichert: Die Rückmeldung wurde nicht angenommen.',
  },
  detailsTitle: { like: 'Was hat gefallen?', dislike: 'Was hat nicht gepasst?' },
  detailsDescription: 'Die Bewertung zählt schon. Alles Weitere ist freiwillig.',
  reasonsLegend: 'Gründe',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'Nicht richtig' },
      { id: 'incomplete', label: 'Unvollständig' },
      { id: 'off-topic', label: 'An der Frage vorbei' },
      { id: 'unclear', label: 'Schwer zu verstehen' },
      { id: 'unsafe', label: 'Schädlich oder verletzend' },
      { id: 'other', label: 'Etwas anderes', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'Mehr als # Grund geht nicht. Zum Wechseln erst diesen abwählen.',
    other: 'Mehr als # Gründe gehen nicht. Zum Wechseln erst einen abwählen.',
  }),
  ownReason: 'Eigener Grund',
  addReason: 'Hinzufügen',
  reasonAdded: 'Hinzugefügt.',
  reasonDuplicate: 'Dieser Grund steht schon da.',
  reasonTooLong: plural({
    one: 'Der Grund ist zu lang. Bitte um # Zeichen kürzen.',
    other: 'Der Grund ist zu lang. Bitte um # Zeichen kürzen.',
  }),
  comment: 'Kommentar',
  commentWanted: 'Kommentar: Was war es?',
  charactersLeft: plural({ one: 'Noch # Zeichen', other: 'Noch # Zeichen' }),
  charactersOver: plural({ one: '# Zeichen zu viel', other: '# Zeichen zu viel' }),
  commentTooLong: plural({
    one: 'Der Kommentar ist zu lang. Bitte um # Zeichen kürzen.',
    other: 'Der Kommentar ist zu lang. Bitte um # Zeichen kürzen.',
  }),
  commentNotStorable:
    'Der Kommentar enthält ein beschädigtes Zeichen. Bitte löschen oder den Text neu eingeben.',
  send: 'Senden',
  close: 'Schließen',
  undo: 'Rückgängig',
  retry: 'Erneut versuchen',
  addDetails: 'Details ergänzen',
  editDetails: 'Details bearbeiten',
  viewDetails: 'Details ansehen',
  viewDetailsTitle: 'Abgegebene Rückmeldung',
};
