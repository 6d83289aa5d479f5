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
  delayed: 'Aún no se ha enviado.',
  held: 'Aún no se ha enviado. Vuelve a iniciar sesión.',
  final: 'Esta valoración ya no se puede cambiar.',
  notRatable: 'Esta respuesta no se puede valorar.',
  refused: {
    message_not_found: 'No se guardó: esta respuesta no se puede valorar.',
    other: 'No se guardó: no se aceptó tu opinión.',
  },
  detailsTitle: { like: '¿Qué te gustó?', dislike: '¿Cuál fue el problema?' },
  detailsDescription: 'Tu valoración ya cuenta. El resto es opcional.',
  detailsDescriptionUnsent: 'Opinión aún no enviada. El resto es opcional.',
  reasonsLegend: 'Motivos',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'No es correcta' },
      { id: 'incomplete', label: 'Está incompleta' },
      { id: 'off-topic', label: 'No es lo que pregunté' },
      { id: 'unclear', label: 'Es difícil de entender' },
      { id: 'unsafe', label: 'Es dañina u ofensiva' },
      { id: 'other', label: 'Otra cosa', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'Solo puedes elegir # motivo. Quítalo para elegir otro.',
    other: 'Puedes elegir hasta # motivos. Quita uno para elegir otro.',
  }),
  customReason: 'Escribe otro motivo',
  addReason: 'Añadir',
  reasonAdded: 'Motivo añadido.',
  reasonDuplicate: 'Este motivo ya está elegido.',
  reasonTooLong: plural({
    one: 'El motivo es demasiado largo. Quita # carácter.',
    other: 'El motivo es demasiado largo. Quita # caracteres.',
  }),
  comment: 'Comentario',
  commentWanted: 'Cuéntanos más',
  quote: 'Citar el texto seleccionado',
  charactersLeft: plural({ one: 'Queda # carácter', other: 'Quedan # caracteres' }),
  charactersOver: plural({ one: '# carácter de más', other: '# caracteres de más' }),
  commentTooLong: plural({
    one: 'El comentario es demasiado largo. Quita # carácter.',
    other: 'El comentario es demasiado largo. Quita # caracteres.',
  }),
  commentNotStorable:
    'Un carácter del comentario no se puede guardar. Bórralo o vuelve a escribir el comentario.',
  send: 'Enviar',
  close: 'Cerrar',
  undo: 'Deshacer',
  retry: 'Reintentar',
  addDetails: 'Dar detalles',
  editDetails: 'Editar detalles',
  viewDetails: 'Ver detalles',
  viewDetailsTitle: 'Tu opinión',
};
