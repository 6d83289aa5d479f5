import type { Replies } from './replies.ts';

/** The answers to the questions that the chat suggests, in the other languages of its menu. */
const TRANSLATED_REPLIES = {
  zhHant: {
    wholeWords: false,
    sum: (expression, result) => `\`${expression}\` 的結果是 **${result}**。`,
    intents: {
      程式碼: codeAfter('下面這個小函式可以去掉清單裡的重複項目：'),
      天空: '天空是藍色的，因為空氣對短波長光的散射遠強於長波長光。藍光被空氣分子散射到四面八方，再從各個方向進入我們的眼睛。傍晚時陽光穿過的空氣更厚，剩下的就是**紅色和橙色**。',
      '能做什麼|你是誰':
        '我是一個**依腳本回答的助理**，用來試用訊息評價，背後沒有語言模型。我會算術，也能解釋天空為什麼是藍色的，或給你一段程式碼。',
    },
    fallback: (text) =>
      `你寫的是「${text}」。我是依腳本回答的助理，**不知道怎樣回答才好**。可以問我「你能做什麼」。`,
  },
  ko: {
    wholeWords: false,
    sum: (expression, result) => `\`${expression}\`의 답은 **${result}**입니다.`,
    intents: {
      코드: codeAfter('목록에서 중복을 없애는 작은 함수입니다.'),
      하늘: '하늘이 파란 이유는 공기가 파장이 짧은 빛을 긴 빛보다 훨씬 많이 흩뜨리기 때문입니다. 파란빛은 공기 분자에 부딪혀 사방에서 눈에 들어옵니다. 저녁에는 빛이 훨씬 두꺼운 공기를 지나므로 **빨간색과 주황색**이 남습니다.',
      '할 수 있|누구':
        '저는 메시지 평가를 시험해 보기 위한 **대본형 어시스턴트**이며 언어 모델이 없습니다. 계산을 하고, 하늘이 파란 이유를 설명하고, 예제 코드를 보여 드릴 수 있습니다.',
    },
    fallback: (text) =>
      `“${text}”라고 쓰셨네요. 저는 대본형 어시스턴트라서 **좋은 답을 모릅니다**. “무엇을 할 수 있나요?”라고 물어보세요.`,
  },
  es: {
    wholeWords: false,
    sum: (expression, result) => `\`${expression}\` es igual a **${result}**.`,
    intents: {
      código: codeAfter('Esta pequeña función quita los elementos repetidos de una lista:'),
      cielo:
        'El cielo es azul porque el aire dispersa mucho más las longitudes de onda cortas que las largas. La luz azul llega a los ojos desde todas partes. Al atardecer la luz atraviesa mucho más aire, y quedan el **rojo y el naranja**.',
      'puedes hacer|quién eres':
        'Soy un **asistente con guion**, hecho para probar las valoraciones; no hay ningún modelo de lenguaje detrás. Puedo calcular, explicar por qué el cielo es azul y mostrar código de ejemplo.',
    },
    fallback: (text) =>
      `Has escrito «${text}». Soy un asistente con guion y **no conozco una buena respuesta**. Pregúntame *qué puedes hacer*.`,
  },
  fr: {
    wholeWords: false,
    sum: (expression, result) => `\`${expression}\` font **${result}**.`,
    intents: {
      code: codeAfter('Cette petite fonction retire les doublons d’une liste :'),
      ciel: 'Le ciel est bleu parce que l’air diffuse bien plus les courtes longueurs d’onde que les longues. La lumière bleue arrive à l’œil de tous les côtés. Le soir, la lumière traverse beaucoup plus d’air, et il reste **le rouge et l’orange**.',
      'sais-tu|qui es-tu':
        'Je suis un **assistant à scénario**, fait pour essayer les avis ; il n’y a pas de modèle de langage derrière. Je sais calculer, expliquer pourquoi le ciel est bleu et montrer un exemple de code.',
    },
    fallback: (text) =>
      `Vous avez écrit « ${text} ». Je suis un assistant à scénario et **je ne connais pas de bonne réponse**. Demandez-moi *que sais-tu faire*.`,
  },
  de: {
    wholeWords: false,
    sum: (expression, result) => `\`${expression}\` ergibt **${result}**.`,
    intents: {
      code: codeAfter('Diese kleine Funktion entfernt doppelte Einträge aus einer Liste:'),
      himmel:
        'Der Himmel ist blau, weil die Luft kurze Wellenlängen viel stärker streut als lange. Das blaue Licht erreicht das Auge von allen Seiten. Am Abend legt das Licht einen viel längeren Weg durch die Luft zurück, und **Rot und Orange** bleiben übrig.',
      'kannst du|bist du':
        'Ich bin ein **Assistent nach Drehbuch**, gemacht, um Bewertungen auszuprobieren. Dahinter steht kein Sprachmodell. Ich kann rechnen, das Blau des Himmels erklären und Beispielcode zeigen.',
    },
    fallback: (text) =>
      `Da steht „${text}“. Ich bin ein Assistent nach Drehbuch und **kenne keine gute Antwort**. Frag mich: *Was kannst du?*`,
  },
  pt: {
    wholeWords: false,
    sum: (expression, result) => `\`${expression}\` é igual a **${result}**.`,
    intents: {
      código: codeAfter('Esta pequena função remove os itens repetidos de uma lista:'),
      céu: 'O céu é azul porque o ar espalha muito mais os comprimentos de onda curtos do que os longos. A luz azul chega aos olhos de todos os lados. Ao entardecer a luz atravessa muito mais ar, e sobram **o vermelho e o laranja**.',
      'sabe fazer|quem é':
        'Sou um **assistente com roteiro**, feito para testar avaliações; não há modelo de linguagem por trás. Sei fazer contas, explicar por que o céu é azul e mostrar um exemplo de código.',
    },
    fallback: (text) =>
      `Você escreveu “${text}”. Sou um assistente com roteiro e **não conheço uma boa resposta**. Pergunte *o que você sabe fazer*.`,
  },
  ar: {
    wholeWords: false,
    sum: (expression, result) => `ناتج \`${expression}\` هو **${result}**.`,
    intents: {
      'برمجي|برنامج': codeAfter('هذه دالة صغيرة تزيل العناصر المكررة من قائمة:'),
      السماء:
        'السماء زرقاء لأن الهواء يشتت الموجات القصيرة أكثر بكثير من الطويلة، فيصل الضوء الأزرق إلى العين من كل الجهات. وفي المساء يقطع الضوء مسافة أطول في الهواء، فيبقى **الأحمر والبرتقالي**.',
      'يمكنك|من أنت':
        'أنا **مساعد يتبع نصًا مكتوبًا**، صُنع لتجربة تقييم الرسائل، ولا يقف وراءه نموذج لغوي. يمكنني إجراء الحسابات، وشرح زرقة السماء، وعرض مثال برمجي.',
    },
    fallback: (text) =>
      `كتبتَ «${text}». أنا مساعد يتبع نصًا مكتوبًا، و**لا أعرف إجابة جيدة**. اسألني: *ماذا يمكنك أن تفعل؟*`,
  },
} satisfies Record<string, Replies>;

/** Scripts, characters and words that neither English nor another of these languages has. */
const SIGNS: Readonly<Record<keyof typeof TRANSLATED_REPLIES, RegExp>> = {
  zhHant: /^(?!.*[\p{Script=Hiragana}\p{Script=Katakana}]).*[麼為個這說給]/su,
  ko: /\p{Script=Hangul}/u,
  ar: /\p{Script=Arabic}/u,
  es: /[¿¡]|\b(dame|puedes)\b/i,
  fr: /\b(sais|combien|pourquoi|donne|est-il|es-tu)\b/i,
  de: /ß|\b(kannst|warum|zeig|ist|bist)\b/i,
  pt: /\b(voc|quanto|por que)|\bme dê/i,
};

/** The replies in the language of the text, unless that is English, Chinese or Japanese. */
export function translatedReplies(text: string): Replies | undefined {
  const languages = Object.keys(SIGNS) as (keyof typeof SIGNS)[];
  const typed = languages.find((language) => SIGNS[language].test(text));
  return typed && TRANSLATED_REPLIES[typed];
}

function codeAfter(sentence: string): string {
  const code = 'function unique<Item>(items: readonly Item[]): Item[] {\n  return [...new Set(items)];\n}';
  return `${sentence}\n\n\`\`\`ts\n${code}\n\`\`\``;
}
