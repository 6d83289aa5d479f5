'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural('ja');

/** Japanese, with the terms of Dify's documents: 高評価, 低評価, 取り消し. */
export const ja: FeedbackLabels = {
  locale: 'ja',
  group: 'この回答を評価',
  rating: { like: '高評価', dislike: '低評価' },
  saved: 'フィードバックありがとうございます。',
  undone: '評価を取り消しました。',
  saving: '保存中…',
  delayed: '未送信です。',
  held: '未送信です。もう一度ログインしてください。',
  final: 'この評価はもう変更できません。',
  notRatable: 'この回答は評価できません。',
  refused: {
    message_not_found: '保存できませんでした。この回答は評価できません。',
    other: 'フィードバックを保存できませんでした。',
  },
  detailsTitle: { like: 'どこが良かったですか？', dislike: 'どこに問題がありましたか？' },
  detailsDescription: '評価は反映済みです。以下は任意です。',
  detailsDescriptionUnsent: 'フィードバックは未送信です。以下は任意です。',
  reasonsLegend: '理由',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: '内容が正しくない' },
      { id: 'incomplete', label: '情報が足りない' },
      { id: 'off-topic', label: '質問に答えていない' },
      { id: 'unclear', label: 'わかりにくい' },
      { id: 'unsafe', label: '有害または不快' },
      { id: 'other', label: 'その他', wantsComment: true },
    ],
  },
  tooManyReasons: plural({
    other: '選択できる理由は#件までです。ほかの理由を選ぶには、どれかを外してください。',
  }),
  customReason: '理由を入力',
  addReason: '追加',
  reasonAdded: '追加しました。',
  reasonDuplicate: 'この理由はすでに選択されています。',
  reasonTooLong: plural({ other: '理由が長すぎます。#文字減らしてください。' }),
  comment: 'コメント',
  commentWanted: '詳しくお聞かせください',
  quote: '選択したテキストを引用',
  charactersLeft: plural({ other: '残り#文字' }),
  charactersOver: plural({ other: '#文字超過' }),
  commentTooLong: plural({ other: 'コメントが長すぎます。#文字減らしてください。' }),
  commentNotStorable:
    'コメントに保存できない文字が含まれています。その文字を削除するか、入力し直してください。',
  send: '送信',
  close: '閉じる',
  undo: '取り消す',
  retry: '再試行',
  addDetails: '詳細を追加',
  editDetails: '詳細を編集',
  viewDetails: '詳細を表示',
  viewDetailsTitle: 'フィードバックの内容',
};
