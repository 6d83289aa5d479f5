'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'one'>('es');

/** Spanish, for readers in Spain and Latin America. */
export const es: FeedbackLabels = {
  locale: 'es',
  group: 'Valora esta respuesta',
  rating: { like: 'Buena respuesta', dislike: 'Mala respuesta' },
  saved: '¡Gracias por tu opinión!',
  undone: 'Valoración eliminada.',
  saving: 'Guardando…',
  delayed: 'Aún sin enviar.',
  held: 'Aún sin enviar. Vuelve a iniciar sesión para enviarla.',
  final: 'Esta valoración ya no se puede cambiar.',
  notRatable: 'Esta respuesta no se puede valorar.',
  refused: {
    message_not_found: 'No se guardó: esta respuesta no se puede valorar.',
    other: 'No se guardó: tu opinión no fue aceptada.',
  },
  detailsTitle: { like: '¿Qué te gustó?', dislike: '¿Qué falló?' },
  detailsDescription: 'Tu valoración ya cuenta. Lo demás es opcional.',
  reasonsLegend: 'Motivos',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'No es correcta' },
      { id: 'incomplete', label: 'Está incompleta' },
      { id: 'off-topic', label: 'No es lo que pregunté' },
      { id: 'unclear', label: 'Difícil de entender' },
      { id: 'unsafe', label: 'Dañina u ofensiva' },
      { id: 'other', label: 'Otro motivo', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'Has elegido # motivo, el máximo. Quítalo para elegir otro.',
    other: 'Has elegido # motivos, el máximo. Quita uno para elegir otro.',
  }),
  ownReason: 'Un motivo propio',
  addReason: 'Añadir',
  reasonAdded: 'Añadido.',
  reasonDuplicate: 'Ese motivo ya está.',
  reasonTooLong: plural({
    one: 'El motivo es demasiado largo. Acórtalo en # carácter.',
    other: 'El motivo es demasiado largo. Acórtalo en # caracteres.',
  }),
  comment: 'Comentario',
  commentWanted: '¿Nos lo cuentas en un comentario?',
  charactersLeft: plural({ one: 'Queda # carácter', other: 'Quedan # caracteres' }),
  charactersOver: plural({ one: 'Sobra # carácter', other: 'Sobran # caracteres' }),
  commentTooLong: plural({
    one: 'El comentario es demasiado largo. Acórtalo en # carácter.',
    other: 'El comentario es demasiado largo. Acórtalo en # caracteres.',
  }),
  commentNotStorable: 'El comentario contiene un carácter dañado. Bórralo o escribe el texto de nuevo.',
  send: 'Enviar',
  close: 'Cerrar',
  undo: 'Deshacer',
  retry: 'Reintentar',
  addDetails: 'Añadir detalles',
  editDetails: 'Editar detalles',
  viewDetails: 'Ver detalles',
  viewDetailsTitle: 'Tu opinión',
};
