'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'one'>('pt-BR');

/** Brazilian Portuguese. */
export const ptBR: FeedbackLabels = {
  locale: 'pt-BR',
  group: 'Avalie esta resposta',
  rating: { like: 'Resposta boa', dislike: 'Resposta ruim' },
  saved: 'Agradecemos sua opinião!',
  undone: 'Avaliação removida.',
  saving: 'Salvando…',
  delayed: 'Ainda não enviada.',
  held: 'Ainda não enviada. Entre de novo na sua conta para enviar.',
  final: 'Esta avaliação não pode mais ser alterada.',
  notRatable: 'Esta resposta não pode ser avaliada.',
  refused: {
    message_not_found: 'Não foi salva: esta resposta não pode ser avaliada.',
    other: 'Não foi salva: sua opinião não foi aceita.',
  },
  detailsTitle: { like: 'Do que você gostou?', dislike: 'O que deu errado?' },
  detailsDescription: 'Sua avaliação já conta. O restante é opcional.',
  reasonsLegend: 'Motivos',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'Está incorreta' },
      { id: 'incomplete', label: 'Está incompleta' },
      { id: 'off-topic', label: 'Não é o que perguntei' },
      { id: 'unclear', label: 'Difícil de entender' },
      { id: 'unsafe', label: 'Nociva ou ofensiva' },
      { id: 'other', label: 'Outro motivo', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'Você escolheu # motivo, o máximo. Desmarque-o para escolher outro.',
    other: 'Você escolheu # motivos, o máximo. Desmarque um para escolher outro.',
  }),
  ownReason: 'Um motivo seu',
  addReason: 'Adicionar',
  reasonAdded: 'Adicionado.',
  reasonDuplicate: 'Esse motivo já está na lista.',
  reasonTooLong: plural({
    one: 'O motivo está longo demais. Remova # caractere.',
    other: 'O motivo está longo demais. Remova # caracteres.',
  }),
  comment: 'Comentário',
  commentWanted: 'Comentário: o que foi?',
  charactersLeft: plural({ one: 'Resta # caractere', other: 'Restam # caracteres' }),
  charactersOver: plural({ one: 'Sobra # caractere', other: 'Sobram # caracteres' }),
  commentTooLong: plural({
    one: 'O comentário está longo demais. Remova # caractere.',
    other: 'O comentário está longo demais. Remova # caracteres.',
  }),
  commentNotStorable: 'O comentário tem um caractere corrompido. Apague-o ou digite o texto de novo.',
  send: 'Enviar',
  close: 'Fechar',
  undo: 'Desfazer',
  retry: 'Tentar de novo',
  addDetails: 'Adicionar detalhes',
  editDetails: 'Editar detalhes',
  viewDetails: 'Ver detalhes',
  viewDetailsTitle: 'Sua opinião',
};
