'use client';
import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural('zh-Hans');

/** Simplified Chinese, with the terms of Dify's and Coze's documentation: 点赞, 点踩, 评价, 撤销, 提交. */
export const zhHans: FeedbackLabels = {
  locale: 'zh-Hans',
  group: '评价这条回复',
  rating: { like: '点赞', dislike: '点踩' },
  saved: '感谢你的反馈。',
  undone: '评价已撤销。',
  saving: '正在保存…',
  delayed: '尚未提交。',
  held: '尚未提交，请重新登录。',
  final: '此评价已无法更改。',
  notRatable: '无法评价这条回复。',
  refused: {
    message_not_found: '保存失败：无法评价这条回复。',
    other: '保存失败：反馈未被接受。',
  },
  detailsTitle: { like: '哪里让你满意？', dislike: '哪里让你不满意？' },
  detailsDescription: '你的评价已生效，以下内容选填。',
  detailsDescriptionUnsent: '你的反馈尚未提交，以下内容选填。',
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
  tooManyReasons: plural({ other: '最多可选 # 项，取消一项后可再选。' }),
  customReason: '自定义原因',
  addReason: '添加',
  reasonAdded: '已添加。',
  reasonDuplicate: '已选择该原因。',
  reasonTooLong: plural({ other: '原因过长，请删减 # 字。' }),
  comment: '补充说明',
  commentWanted: '请具体说明',
  quote: '引用所选文字',
  charactersLeft: plural({ other: '还可输入 # 字' }),
  charactersOver: plural({ other: '超出 # 字' }),
  commentTooLong: plural({ other: '补充说明过长，请删减 # 字。' }),
  commentNotStorable: '补充说明中有无法保存的字符，请删除该字符或重新输入。',
  send: '提交',
  close: '关闭',
  undo: '撤销',
  retry: '重试',
  addDetails: '补充详情',
  editDetails: '修改详情',
  viewDetails: '查看详情',
  viewDetailsTitle: '你的反馈',
};
