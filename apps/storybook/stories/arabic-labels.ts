import type { FeedbackLabels } from '@message-feedback/react';

/** Words to look at from right to left. */
export const arabicLabels: FeedbackLabels = {
  locale: 'ar',
  group: 'قيّم هذا الرد',
  rating: { like: 'رد جيد', dislike: 'رد سيئ' },
  detailsTitle: { like: 'ما الذي أعجبك؟', dislike: 'ما المشكلة؟' },
  detailsDescription: 'تم احتساب تقييمك. كل ما تضيفه اختياري.',
  reasonsLegend: 'الأسباب',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'غير صحيح' },
      { id: 'incomplete', label: 'غير مكتمل' },
      { id: 'off-topic', label: 'ليس ما طلبته' },
      { id: 'unclear', label: 'صعب الفهم' },
    ],
  },
  tooManyReasons: (limit) => `لقد اخترت ${limit} وهو الحد الأقصى. أزل واحدًا لتختار غيره.`,
  comment: 'تعليق',
  charactersLeft: (count) => `الأحرف المتبقية: ${count}`,
  charactersOver: (count) => `الأحرف الزائدة: ${count}`,
  commentTooLong: (over) => `التعليق أطول من اللازم. اختصره بمقدار ${over}.`,
  commentNotStorable: 'يحتوي التعليق على حرف تالف. احذفه أو اكتب النص من جديد.',
  send: 'إرسال',
  close: 'إغلاق',
  undo: 'تراجع',
  retry: 'إعادة المحاولة',
  addDetails: 'إضافة تفاصيل',
  editDetails: 'تعديل التفاصيل',
  saved: 'شكرًا على ملاحظاتك.',
  takenBack: 'تمت إزالة التقييم.',
  saving: 'جارٍ الحفظ…',
  delayed: 'لم يُرسل بعد.',
  held: 'لم يُرسل بعد. سجّل الدخول مجددًا لإرساله.',
  final: 'لم يعد بالإمكان تغيير هذا التقييم.',
  refused: { other: 'لم يُحفظ: لم تُقبل الملاحظات.' },
};
