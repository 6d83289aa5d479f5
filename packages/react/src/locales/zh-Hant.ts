'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural('zh-Hant');

/** Traditional Chinese, for Taiwan. */
export const zhHant: FeedbackLabels = {
  locale: 'zh-Hant',
  group: '評價這則回覆',
  rating: { like: '按讚', dislike: '按倒讚' },
  saved: '感謝你的意見回饋。',
  undone: '已取消評價。',
  saving: '儲存中…',
  delayed: '尚未送出。',
  held: '尚未送出，請重新登入。',
  final: '這則評價已無法變更。',
  notRatable: '無法評價這則回覆。',
  refused: {
    message_not_found: '儲存失敗：無法評價這則回覆。',
    other: '儲存失敗：意見回饋未獲接受。',
  },
  detailsTitle: { like: '哪裡讓你滿意？', dislike: '哪裡讓你不滿意？' },
  detailsDescription: '你的評價已生效，以下皆為選填。',
  detailsDescriptionUnsent: '你的意見回饋尚未送出，以下皆為選填。',
  reasonsLegend: '原因',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: '內容有誤' },
      { id: 'incomplete', label: '內容不完整' },
      { id: 'off-topic', label: '答非所問' },
      { id: 'unclear', label: '難以理解' },
      { id: 'unsafe', label: '有害或令人反感' },
      { id: 'other', label: '其他問題', wantsComment: true },
    ],
  },
  tooManyReasons: plural({ other: '最多可選 # 項，取消一項後可再選。' }),
  customReason: '自訂原因',
  addReason: '新增',
  reasonAdded: '已新增。',
  reasonDuplicate: '已選擇這個原因。',
  reasonTooLong: plural({ other: '原因過長，請刪減 # 字。' }),
  comment: '補充說明',
  commentWanted: '請具體說明',
  quote: '引用所選文字',
  charactersLeft: plural({ other: '還可輸入 # 字' }),
  charactersOver: plural({ other: '超出 # 字' }),
  commentTooLong: plural({ other: '補充說明過長，請刪減 # 字。' }),
  commentNotStorable: '補充說明中有無法儲存的字元，請刪除該字元或重新輸入。',
  send: '送出',
  close: '關閉',
  undo: '復原',
  retry: '重試',
  addDetails: '補充細節',
  editDetails: '編輯細節',
  viewDetails: '查看細節',
  viewDetailsTitle: '你的意見回饋',
};
