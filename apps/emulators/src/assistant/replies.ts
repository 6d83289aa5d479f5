/** What the assistant can say in one language. The first intent whose words occur in the text answers. */
export interface Replies {
  readonly wholeWords: boolean;
  readonly sum: (expression: string, result: string) => string;
  /** By the words, a regular expression without regard to case. */
  readonly intents: Readonly<Record<string, string | ((now: Date) => string)>>;
  readonly fallback: (quotedText: string) => string;
}

const timeIn = (language: string, now: Date) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(now);

export type Language = 'en' | 'zh' | 'ja';

export const REPLIES: Readonly<Record<Language, Replies>> = {
  en: {
    wholeWords: true,
    sum: (expression, result) => `\`${expression}\` makes **${result}**.`,
    intents: {
      'code|snippet|function|script|typescript|javascript|program':
        'Here is a small function that groups a list by a key:\n\n```ts\nfunction groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {\n  const groups = new Map<Key, Item[]>();\n  for (const item of items) {\n    const key = keyOf(item);\n    groups.set(key, [...(groups.get(key) ?? []), item]);\n  }\n  return groups;\n}\n```\n\nCall it as `groupBy(people, (person) => person.city)`. A `Map` keeps the order in which the keys were first met.',
      'date|today|day is it|weekday|what time|the time|clock|year is it': (now) =>
        `By the clock of this server it is **${timeIn('en', now)}**.`,
      'list|steps|tips|checklist|ideas|bullet':
        'A short list for a calmer working day:\n\n1. **Start with one thing.** Name what must be done by noon.\n2. **Group the small tasks.** Answer messages twice a day, not all day.\n3. **Take breaks before you need them.** Five minutes away from the screen each hour.\n4. **Write down where you stopped.** Tomorrow begins faster that way.\n5. **End on time.** Rest is part of the work.',
      'sky|blue|rayleigh':
        'The sky is blue because air scatters short wavelengths far more than long ones. Sunlight holds all colours; the blue part is thrown about by the molecules of the air and reaches your eye from every side, while red passes almost straight on. In the evening the light crosses much more air, most of the blue is gone on the way, and **red and orange** remain.',
      'feedback|rating|rate|thumbs?|like|dislike':
        'Press **thumbs up** or **thumbs down** under an answer to rate it. You may add reasons and a comment, change your mind, or press the same thumb again to take the rating back. What you send arrives at the emulated service, whose operator page shows it at once.',
      'what can you|can you do|help|who are you|what are you|abilities|capabilit\\w*':
        'I am a **scripted assistant**, made to try out message feedback. No language model stands behind me. I can\n\n- do arithmetic, such as `17 * (23 + 4)`,\n- tell the date and the time,\n- explain why the sky is blue,\n- show a list or a code sample,\n- do all that in English, Chinese or Japanese, after the language you type.\n\nRate my answers with the thumbs below them.',
      'thanks|thank you|cheers|great answer': 'You are welcome. Is there anything else?',
      'hello|hi|hey|good (morning|afternoon|evening)|greetings':
        'Hello! Good to meet you. Ask me for a sum, the date, a list or a code sample, or ask **what I can do**.',
    },
    fallback: (text) =>
      `You wrote “${text}”. I am a scripted assistant without a language model, and **I do not know a good answer** to that. Ask me *what can you do*, or try a sum such as \`12.5 * 8\`. If this answer was of no use to you, the thumb down below is the right place to say so.`,
  },
  zh: {
    wholeWords: false,
    sum: (expression, result) => `\`${expression}\` 的结果是 **${result}**。`,
    intents: {
      '代码|函数|程序|示例':
        '下面这个小函数可以去掉列表里的重复项：\n\n```ts\nfunction unique<Item>(items: readonly Item[]): Item[] {\n  return [...new Set(items)];\n}\n```\n\n用法：`unique([1, 2, 2, 3])` 得到 `[1, 2, 3]`，原来的顺序不变。',
      '日期|今天|星期|几号|几点|时间|现在': (now) =>
        `按照这台服务器的时钟，现在是 **${timeIn('zh-Hans', now)}**。`,
      '列表|清单|步骤|建议|列出':
        '让工作日更从容的几条建议：\n\n1. **先做一件事。** 想好中午之前必须完成什么。\n2. **把小事放在一起。** 每天集中回复两次消息就够了。\n3. **趁累之前休息。** 每小时离开屏幕五分钟。\n4. **记下停在哪里。** 明天开始得更快。\n5. **按时结束。** 休息也是工作的一部分。',
      '天空|蓝色':
        '天空是蓝色的，因为空气对短波长光的散射远强于长波长光。阳光里有各种颜色，其中蓝光被空气分子散射到四面八方，再从各个方向进入我们的眼睛。傍晚时阳光穿过的空气更厚，蓝光大多在途中散失，剩下的就是**红色和橙色**。',
      '反馈|评价|点赞|点踩':
        '在回答下面按**赞**或**踩**就能评价。可以补充原因和评论，也可以改变主意，或者再按一次同一个按钮来撤销。你提交的内容会送到模拟服务，它的操作页面会立刻显示出来。',
      '能做什么|会什么|你是谁|帮助|功能|可以做':
        '我是一个**按脚本回答的助手**，用来试用消息反馈，背后没有语言模型。我可以：\n\n- 做算术，例如 `17 * (23 + 4)`；\n- 告诉你日期和时间；\n- 解释天空为什么是蓝色的；\n- 给出一份列表或一段代码；\n- 按你输入的语言，用中文、英文或日文回答。\n\n欢迎用下面的按钮评价我的回答。',
      谢: '不客气。还有什么想问的吗？',
      '你好|您好|早上好|晚上好|嗨':
        '你好！很高兴认识你。可以让我算一道题、说说日期、列一份清单，或者问我**能做什么**。',
    },
    fallback: (text) =>
      `你写的是“${text}”。我是按脚本回答的助手，没有语言模型，所以**不知道怎样才算好的回答**。可以问我“你能做什么”，或者试一道算术题，例如 \`12.5 * 8\`。如果这个回答没有帮助，请按下面的“踩”告诉我们。`,
  },
  ja: {
    wholeWords: false,
    sum: (expression, result) => `\`${expression}\` の答えは **${result}** です。`,
    intents: {
      'コード|関数|プログラム|サンプル':
        '配列を決まった大きさに分ける小さな関数です。\n\n```ts\nfunction chunk<Item>(items: readonly Item[], size: number): Item[][] {\n  const chunks: Item[][] = [];\n  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));\n  return chunks;\n}\n```\n\n`chunk([1, 2, 3], 2)` は `[[1, 2], [3]]` になります。',
      '日付|今日|曜日|何時|時刻|何日|いま|今': (now) =>
        `このサーバーの時計では、いまは **${timeIn('ja', now)}** です。`,
      'リスト|一覧|手順|箇条書|コツ':
        '落ち着いて働くためのコツです。\n\n1. **ひとつから始める。** 昼までに終えることを決めます。\n2. **小さな用事をまとめる。** 返信は一日に二回で十分です。\n3. **疲れる前に休む。** 一時間ごとに五分、画面から離れます。\n4. **どこで止めたかを書いておく。** 翌日すぐに始められます。\n5. **時間どおりに終える。** 休むことも仕事のうちです。',
      '空|青':
        '空が青いのは、空気が波長の短い光を強く散乱させるからです。太陽の光にはあらゆる色が含まれていますが、青い光は空気の分子に散らされ、あらゆる方向から目に届きます。夕方は光が通る空気の層が厚くなり、青い光は途中で失われて、**赤や橙色**が残ります。',
      'フィードバック|評価|いいね':
        '回答の下の**高評価**か**低評価**を押すと評価できます。理由やコメントを添えることも、あとで変えることも、同じボタンをもう一度押して取り消すこともできます。送った内容はエミュレートされたサービスに届き、その操作ページにすぐ表示されます。',
      'ありがとう|感謝': 'どういたしまして。ほかに聞きたいことはありますか。',
      '何ができ|なにができ|できること|話せ|誰|だれ|助けて|使い方':
        '私は**決まった台本で答えるアシスタント**です。メッセージの評価を試すために作られ、言語モデルは使っていません。できることは次のとおりです。\n\n- 計算、たとえば `17 * (23 + 4)`\n- 日付と時刻\n- 空が青い理由\n- 箇条書きやコードの例\n- 入力された言語に合わせて、日本語・英語・中国語で答えること\n\n下のボタンで回答を評価してください。',
      'こんにちは|こんばんは|おはよう|はじめまして|やあ':
        'こんにちは。計算、日付、箇条書き、コードの例など、何でも聞いてみてください。**何ができるか**と聞いてくださってもかまいません。',
    },
    fallback: (text) =>
      `「${text}」ですね。私は台本で答えるアシスタントで言語モデルがなく、**よい答えを知りません**。「何ができますか」と聞くか、\`12.5 * 8\` のような計算を試してください。役に立たなければ、下の低評価で教えてください。`,
  },
};
