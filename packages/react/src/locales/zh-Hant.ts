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
  undone: '評價已收回。',
  saving: '儲存中…',
  delayed: '尚未送出。',
  held: '尚未送出，重新登入後即可送出。',
  final: '這項評價已無法變更。',
  notRatable: '這則回覆無法評價。',
  refused: {
    message_not_found: '未儲存：這則回覆無法評價。',
    other: '未儲存：意見回饋未獲接受。',
  },
  detailsTitle: { like: '你喜歡哪一點？', dislike: '哪裡不滿意？' },
  detailsDescription: '你的評價已生效，以下內容皆為選填。',
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
  tooManyReasons: plural({ other: '已選 # 項，達到上限。取消一項才能再選。' }),
  ownReason: '自訂原因',
  addReason: '新增',
  reasonAdded: '已新增。',
  reasonDuplicate: '已有這個原因。',
  reasonTooLong: plural({ other: '原因過長，請刪減 # 個字元。' }),
  comment: '補充說明',
  commentWanted: '補充說明：具體是什麼問題？',
  charactersLeft: plural({ other: '還可輸入 # 個字元' }),
  charactersOver: plural({ other: '超出 # 個字元' }),
  commentTooLong: plural({ other: '補充說明過長，請刪減 # 個字元。' }),
  commentNotStorable: '補充說明中有損毀的字元，請刪除或重新輸入。',
  send: '送出',
  close: '關閉',
  undo: '復原',
  retry: '重試',
  addDetails: '補充細節',
  editDetails: '編輯細節',
  viewDetails: '檢視細節',
  viewDetailsTitle: '你的意見回饋',
};
