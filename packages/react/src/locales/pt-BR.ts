'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'one'>('pt-BR');

/** Brazilian Portuguese. */
export const ptBR: FeedbackLabels = {
  locale: 'pt-BR',
  group: 'Avalie esta resposta',
  rating: { like: 'Resposta boa', dislike: 'Resposta ruim' },
  saved: 'Obrigado pelo feedback!',
  undone: 'Avaliação removida.',
  saving: 'Salvando…',
  delayed: 'Ainda não enviado.',
  held: 'Ainda não enviado. Entre de novo na sua conta.',
  final: 'Esta avaliação não pode mais ser alterada.',
  notRatable: 'Esta resposta não pode ser avaliada.',
  refused: {
    message_not_found: 'Não foi salvo: esta resposta não pode ser avaliada.',
    other: 'Não foi salvo: seu feedback não foi aceito.',
  },
  detailsTitle: { like: 'Do que você gostou?', dislike: 'O que deu errado?' },
  detailsDescription: 'Sua avaliação já conta. O resto é opcional.',
  detailsDescriptionUnsent: 'Feedback ainda não enviado. O resto é opcional.',
  reasonsLegend: 'Motivos',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'Está incorreta' },
      { id: 'incomplete', label: 'Está incompleta' },
      { id: 'off-topic', label: 'Não é o que perguntei' },
      { id: 'unclear', label: 'É difícil de entender' },
      { id: 'unsafe', label: 'É prejudicial ou ofensiva' },
      { id: 'other', label: 'Outra coisa', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    one: 'Você só pode escolher # motivo. Desmarque-o para escolher outro.',
    other: 'Você pode escolher até # motivos. Desmarque um para escolher outro.',
  }),
  customReason: 'Escreva outro motivo',
  addReason: 'Adicionar',
  reasonAdded: 'Motivo adicionado.',
  reasonDuplicate: 'Você já escolheu este motivo.',
  reasonTooLong: plural({
    one: 'O motivo está longo demais. Remova # caractere.',
    other: 'O motivo está longo demais. Remova # caracteres.',
  }),
  comment: 'Comentário',
  commentWanted: 'Conte mais',
  quote: 'Citar o texto selecionado',
  charactersLeft: plural({ one: 'Resta # caractere', other: 'Restam # caracteres' }),
  charactersOver: plural({ one: '# caractere a mais', other: '# caracteres a mais' }),
  commentTooLong: plural({
    one: 'O comentário está longo demais. Remova # caractere.',
    other: 'O comentário está longo demais. Remova # caracteres.',
  }),
  commentNotStorable:
    'Um caractere do comentário não pode ser salvo. Apague-o ou digite o comentário de novo.',
  send: 'Enviar',
  close: 'Fechar',
  undo: 'Desfazer',
  retry: 'Tentar de novo',
  addDetails: 'Dar detalhes',
  editDetails: 'Editar detalhes',
  viewDetails: 'Ver detalhes',
  viewDetailsTitle: 'Seu feedback',
};
