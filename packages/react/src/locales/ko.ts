'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural('ko');

/** Korean. Here 피드백 is the whole feedback, 의견 its details. */
export const ko: FeedbackLabels = {
  locale: 'ko',
  group: '이 답변 평가하기',
  rating: { like: '좋은 답변', dislike: '별로인 답변' },
  saved: '피드백을 보내 주셔서 감사합니다.',
  undone: '평가를 취소했습니다.',
  saving: '저장 중…',
  delayed: '아직 보내지 못했습니다.',
  held: '아직 보내지 못했습니다. 다시 로그인해 주세요.',
  final: '이 평가는 더 이상 변경할 수 없습니다.',
  notRatable: '이 답변은 평가할 수 없습니다.',
  refused: {
    message_not_found: '저장하지 못했습니다. 이 답변은 평가할 수 없습니다.',
    other: '저장하지 못했습니다. 피드백이 접수되지 않았습니다.',
  },
  detailsTitle: { like: '어떤 점이 좋았나요?', dislike: '어떤 점이 아쉬웠나요?' },
  detailsDescription: '평가는 이미 반영되었습니다. 나머지는 선택 사항입니다.',
  detailsDescriptionUnsent: '피드백을 아직 못 보냈습니다. 나머지는 선택 사항입니다.',
  reasonsLegend: '이유',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: '정확하지 않음' },
      { id: 'incomplete', label: '내용이 부족함' },
      { id: 'off-topic', label: '질문과 맞지 않음' },
      { id: 'unclear', label: '이해하기 어려움' },
      { id: 'unsafe', label: '유해하거나 불쾌함' },
      { id: 'other', label: '기타', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    other: '최대 #개까지 선택할 수 있습니다. 다른 이유를 선택하려면 하나를 해제해 주세요.',
  }),
  customReason: '직접 입력',
  addReason: '추가',
  reasonAdded: '추가했습니다.',
  reasonDuplicate: '이미 선택한 이유입니다.',
  reasonTooLong: plural({ other: '이유가 너무 깁니다. #자 줄여 주세요.' }),
  comment: '자세한 의견',
  commentWanted: '자세히 알려 주세요',
  quote: '선택한 텍스트 인용',
  charactersLeft: plural({ other: '#자 남음' }),
  charactersOver: plural({ other: '#자 초과' }),
  commentTooLong: plural({ other: '의견이 너무 깁니다. #자 줄여 주세요.' }),
  commentNotStorable:
    '의견에 저장할 수 없는 문자가 있습니다. 해당 문자를 지우거나 의견을 다시 입력해 주세요.',
  send: '보내기',
  close: '닫기',
  undo: '실행 취소',
  retry: '다시 시도',
  addDetails: '의견 추가',
  editDetails: '의견 수정',
  viewDetails: '의견 보기',
  viewDetailsTitle: '내 피드백',
};
