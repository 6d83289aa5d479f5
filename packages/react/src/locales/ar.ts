import type { FeedbackLabels } from './labels.ts';
import { createPlural } from './plural.ts';

const plural = createPlural<'zero' | 'one' | 'two' | 'few' | 'many'>('ar');

/** Arabic. It reads from right to left, which the page has to say: `dir="rtl"` on `<html>` or around the bars. */
export const ar: FeedbackLabels = {
  locale: 'ar',
  group: 'قيّم هذا الرد',
  rating: { like: 'رد جيد', dislike: 'رد سيئ' },
  saved: 'شكرًا على ملاحظاتك.',
  takenBack: 'تم سحب التقييم.',
  saving: 'جارٍ الحفظ…',
  delayed: 'لم يُرسل بعد.',
  held: 'لم يُرسل بعد. سجّل الدخول مجددًا لإرساله.',
  final: 'لم يعد بالإمكان تغيير هذا التقييم.',
  refused: {
    message_not_found: 'لم يُحفظ: لا يمكن تقييم هذا الرد.',
    other: 'لم يُحفظ: لم تُقبل ملاحظاتك.',
  },
  detailsTitle: { like: 'ما الذي أعجبك؟', dislike: 'ما المشكلة؟' },
  detailsDescription: 'احتُسب تقييمك، وكل ما تضيفه هنا اختياري.',
  reasonsLegend: 'الأسباب',
  reasons: {
    like: [],
    dislike: [
      { id: 'incorrect', label: 'غير صحيح' },
      { id: 'incomplete', label: 'غير مكتمل' },
      { id: 'off-topic', label: 'ليس ما سألت عنه' },
      { id: 'unclear', label: 'صعب الفهم' },
      { id: 'unsafe', label: 'ضار أو مسيء' },
      { id: 'other', label: 'سبب آخر' },
    ],
  },
  tooManyReasons: plural({
    zero: 'لا يمكن اختيار أي سبب.',
    one: 'اخترت سببًا واحدًا، وهو الحد الأقصى. أزله لتختار غيره.',
    two: 'اخترت سببين، وهو الحد الأقصى. أزل أحدهما لتختار غيره.',
    few: 'اخترت # أسباب، وهو الحد الأقصى. أزل أحدها لتختار غيره.',
    many: 'اخترت # سببًا، وهو الحد الأقصى. أزل أحدها لتختار غيره.',
    other: 'اخترت # سبب، وهو الحد الأقصى. أزل أحدها لتختار غيره.',
  }),
  comment: 'تعليق',
  charactersLeft: plural({
    zero: 'لم يتبقَّ أي حرف',
    one: 'تبقّى حرف واحد',
    two: 'تبقّى حرفان',
    few: 'تبقّت # أحرف',
    many: 'تبقّى # حرفًا',
    other: 'تبقّى # حرف',
  }),
  charactersOver: plural({
    zero: 'لا أحرف زائدة',
    one: 'حرف واحد زائد',
    two: 'حرفان زائدان',
    few: '# أحرف زائدة',
    many: '# حرفًا زائدًا',
    other: '# حرف زائد',
  }),
  commentTooLong: plural({
    zero: 'التعليق أطول من اللازم. اختصره قليلًا.',
    one: 'التعليق أطول من اللازم. اختصره بمقدار حرف واحد.',
    two: 'التعليق أطول من اللازم. اختصره بمقدار حرفين.',
    few: 'التعليق أطول من اللازم. اختصره بمقدار # أحرف.',
    many: 'التعليق أطول من اللازم. اختصره بمقدار # حرفًا.',
    other: 'التعليق أطول من اللازم. اختصره بمقدار # حرف.',
  }),
  commentNotStorable: 'يحتوي التعليق على حرف تالف. احذفه أو اكتب النص من جديد.',
  send: 'إرسال',
  close: 'إغلاق',
  undo: 'تراجع',
  retry: 'إعادة المحاولة',
  addDetails: 'إضافة تفاصيل',
  editDetails: 'تعديل التفاصيل',
};
