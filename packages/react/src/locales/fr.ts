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
    dislike: 'Quel est le problème\u202F?',
  },
  detailsDescription: 'Votre avis est pris en compte. Le reste est facultatif.',
  detailsDescriptionUnsent: 'Avis pas encore envoyé. Le reste est facultatif.',
  reasonsLegend: 'Raisons',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'Inexacte' },
      { id: 'incomplete', label: 'Incomplète' },
      { id: 'off-topic', label: 'Hors sujet' },
      { id: 'unclear', label: 'Difficile à comprendre' },
      { id: 'unsafe', label: 'Nuisible ou offensante' },
      { id: 'other', label: 'Autre chose', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'Vous ne pouvez choisir que # raison. Retirez-la pour en choisir une autre.',
    other: 'Vous pouvez choisir # raisons au maximum. Retirez-en une pour en choisir une autre.',
  }),
  customReason: 'Indiquez une autre raison',
  addReason: 'Ajouter',
  reasonAdded: 'Raison ajoutée.',
  reasonDuplicate: 'Vous avez déjà choisi cette raison.',
  reasonTooLong: plural({
    one: 'La raison est trop longue. Supprimez # caractère.',
    other: 'La raison est trop longue. Supprimez # caractères.',
  }),
  comment: 'Commentaire',
  commentWanted: 'Dites-nous-en plus',
  quote: 'Citer le texte sélectionné',
  charactersLeft: plural({ one: '# caractère restant', other: '# caractères restants' }),
  charactersOver: plural({ one: '# caractère en trop', other: '# caractères en trop' }),
  commentTooLong: plural({
    one: 'Le commentaire est trop long. Supprimez # caractère.',
    other: 'Le commentaire est trop long. Supprimez # caractères.',
  }),
  commentNotStorable:
    'Un caractère du commentaire ne peut pas être enregistré. Supprimez-le ou ressaisissez le commentaire.',
  send: 'Envoyer',
  close: 'Fermer',
  undo: 'Annuler',
  retry: 'Réessayer',
  addDetails: 'Préciser',
  editDetails: 'Modifier l’avis',
  viewDetails: 'Voir l’avis',
  viewDetailsTitle: 'Votre avis',
};
