'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'one'>('fr');

/** French. The no-break spaces before `?`, `!` and `:` are escapes, to be visible in the source. */
export const fr: FeedbackLabels = {
  locale: 'fr',
  group: 'Évaluer cette réponse',
  rating: { like: 'Bonne réponse', dislike: 'Mauvaise réponse' },
  saved: 'Merci pour votre avis\u202F!',
  undone: 'Avis retiré.',
  saving: 'Enregistrement…',
  delayed: 'Pas encore envoyé.',
  held: 'Pas encore envoyé. Reconnectez-vous pour l’envoyer.',
  final: 'Cet avis ne peut plus être modifié.',
  notRatable: 'Cette réponse ne peut pas être évaluée.',
  refused: {
    message_not_found: 'Non enregistré\u00A0: cette réponse ne peut pas être évaluée.',
    other: 'Non enregistré\u00A0: votre avis n’a pas été accepté.',
  },
  detailsTitle: {
    like: 'Qu’est-ce qui vous a plu\u202F?',
    dislike: 'Qu’est-ce qui n’allait pas\u202F?',
  },
  detailsDescription: 'Votre avis est pris en compte. Le reste est facultatif.',
  reasonsLegend: 'Raisons',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'Inexacte' },
      { id: 'incomplete', label: 'Incomplète' },
      { id: 'off-topic', label: 'Hors sujet' },
      { id: 'unclear', label: 'Difficile à comprendre' },
      { id: 'unsafe', label: 'Nuisible ou offensante' },
      { id: 'other', label: 'Autre raison', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'Vous avez choisi # raison, le maximum. Retirez-la pour en choisir une autre.',
    other: 'Vous avez choisi # raisons, le maximum. Retirez-en une pour en choisir une autre.',
  }),
  ownReason: 'Votre propre raison',
  addReason: 'Ajouter',
  reasonAdded: 'Ajoutée.',
  reasonDuplicate: 'Cette raison y est déjà.',
  reasonTooLong: plural({
    one: 'La raison est trop longue. Raccourcissez-la de # caractère.',
    other: 'La raison est trop longue. Raccourcissez-la de # caractères.',
  }),
  comment: 'Commentaire',
  commentWanted: 'Commentaire\u00A0: de quoi s’agissait-il\u202F?',
  charactersLeft: plural({ one: '# caractère restant', other: '# caractères restants' }),
  charactersOver: plural({ one: '# caractère en trop', other: '# caractères en trop' }),
  commentTooLong: plural({
    one: 'Le commentaire est trop long. Raccourcissez-le de # caractère.',
    other: 'Le commentaire est trop long. Raccourcissez-le de # caractères.',
  }),
  commentNotStorable:
    'Le commentaire contient un caractère endommagé. Supprimez-le ou saisissez à nouveau le texte.',
  send: 'Envoyer',
  close: 'Fermer',
  undo: 'Annuler',
  retry: 'Réessayer',
  addDetails: 'Ajouter des détails',
  editDetails: 'Modifier les détails',
  viewDetails: 'Voir les détails',
  viewDetailsTitle: 'Votre avis',
};
