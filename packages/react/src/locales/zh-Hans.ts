'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural('zh-Hans');

/** Simplified Chinese, with the terms of Dify's and Coze's documents: 点赞, 点踩, 评价, 撤销, 提交. */
export const zhHans: FeedbackLabels = {
  locale: 'zh-Hans',
  group: '评价这条回复',
  rating: { like: '点赞', dislike: '点踩' },
  saved: '感谢你的反馈。',
  undone: '评价已撤销。',
  saving: '正在保存…',
  delayed: '尚未提交。',
  held: '尚未提交，重新登录后即可提交。',
  final: '此评价已无法更改。',
  notRatable: '这条回复无法评价。',
  refused: {
    message_not_found: '未保存：这条回复无法评价。',
    other: '未保存：反馈未被接受。',
  },
  detailsTitle: { like: '你喜欢哪一点？', dislike: '哪里不满意？' },
  detailsDescription: '你的评价已生效，以下内容选填。',
  reasonsLegend: '原因',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: '内容有误' },
      { id: 'incomplete', label: '内容不完整' },
      { id: 'off-topic', label: '答非所问' },
      { id: 'unclear', label: '难以理解' },
      { id: 'unsafe', label: '有害或令人反感' },
      { id: 'other', label: '其他问题', wantsComment: true },
    ],
  },
  tooManyReasons: plural({ other: '已选 # 项，达到上限。取消一项才能再选。' }),
  ownReason: '自定义原因',
  addReason: '添加',
  reasonAdded: '已添加。',
  reasonDuplicate: '已有这个原因。',
  reasonTooLong: plural({ other: '原因过长，请删减 # 个字符。' }),
  comment: '补充说明',
  commentWanted: '补充说明：具体是什么问题？',
  charactersLeft: plural({ other: '还可输入 # 个字符' }),
  charactersOver: plural({ other: '超出 # 个字符' }),
  commentTooLong: plural({ other: '补充说明过长，请删减 # 个字符。' }),
  commentNotStorable: '补充说明中有损坏的字符，请删除或重新输入。',
  send: '提交',
  close: '关闭',
  undo: '撤销',
  retry: '重试',
  addDetails: '补充详情',
  editDetails: '修改详情',
  viewDetails: '查看详情',
  viewDetailsTitle: '你的反馈',
};
