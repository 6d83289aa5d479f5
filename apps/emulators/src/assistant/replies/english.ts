import type { Replies } from './replies.ts';

export const english: Replies = {
  sum: (expression, result) => `\`${expression}\` makes **${result}**.`,
  intents: [
    {
      pattern: /\b(code|snippet|function|script|typescript|javascript|program)\b/i,
      reply: `Here is a small function that groups a list by a key:

\`\`\`ts
function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
\`\`\`

Call it as \`groupBy(people, (person) => person.city)\`. A \`Map\` keeps the order in which the keys were first met.`,
    },
    {
      pattern: /\b(date|today|day is it|weekday|what time|the time|clock|year is it)\b/i,
      reply: (now) =>
        `By the clock of this server it is **${new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' }).format(now)}**.`,
    },
    {
      pattern: /\b(list|steps|tips|checklist|ideas|bullet)\b/i,
      reply: `A short list for a calmer working day:

1. **Start with one thing.** Name what must be done by noon.
2. **Group the small tasks.** Answer messages twice a day, not all day.
3. **Take breaks before you need them.** Five minutes away from the screen each hour.
4. **Write down where you stopped.** Tomorrow begins faster that way.
5. **End on time.** Rest is part of the work.`,
    },
    {
      pattern: /\b(sky|blue|rayleigh)\b/i,
      reply:
        'The sky is blue because air scatters short wavelengths far more than long ones. Sunlight holds all colours; the blue part is thrown about by the molecules of the air and reaches your eye from every side, while red passes almost straight on. In the evening the light crosses much more air, most of the blue is gone on the way, and **red and orange** remain.',
    },
    {
      pattern: /\b(sleep|tired|insomnia)\b/i,
      reply:
        'Sleep comes in cycles of roughly ninety minutes, each with deep sleep and dreaming. Most adults do well with **seven to nine hours**. What helps most is dull but true: rise at the same hour every day, see daylight early, keep the bedroom dark and cool, and leave coffee after lunch.',
    },
    {
      pattern: /\b(tea|coffee|brew)\b/i,
      reply:
        'For green tea let the water cool to about **70 to 80 °C** and steep it for two minutes; boiling water makes it bitter. Black tea wants boiling water and three to five minutes. For filter coffee, sixty grams of ground coffee to a litre of water is a good place to start.',
    },
    {
      pattern: /\b(moon|tide|planet|space)\b/i,
      reply:
        'The Moon is about 384,400 km away and always shows us the same side, as it turns once in the time of one orbit. Its pull raises **two bulges of water**, one towards it and one away from it; the Earth turns beneath them, and so most coasts see two high tides in a little more than a day.',
    },
    {
      pattern: /\b(feedback|rating|rate|thumbs?|like|dislike)\b/i,
      reply:
        'Press **thumbs up** or **thumbs down** under an answer to rate it. You may add reasons and a comment, change your mind, or press the same thumb again to take the rating back. What you send arrives at the emulated service, whose operator page shows it at once.',
    },
    {
      pattern: /\b(what can you|can you do|help|who are you|what are you|abilities|capabilit)/i,
      reply: `I am a **scripted assistant**, made to try out message feedback. No language model stands behind me. I can

- do arithmetic, such as \`17 * (23 + 4)\`,
- tell the date and the time,
- write about a few topics: the sky, sleep, tea and coffee, the Moon,
- show a list or a code sample,
- do all that in English, Chinese or Japanese, after the language you type.

Rate my answers with the thumbs below them.`,
    },
    {
      pattern: /\b(thanks|thank you|cheers|great answer)\b/i,
      reply: 'You are welcome. Is there anything else?',
    },
    {
      pattern: /\b(bye|goodbye|see you|good night)\b/i,
      reply: 'Goodbye, and thank you for trying this out.',
    },
    {
      pattern: /\b(hello|hi|hey|good (morning|afternoon|evening)|greetings)\b/i,
      reply:
        'Hello! Good to meet you. Ask me for a sum, the date, a list or a code sample, or ask **what I can do**.',
    },
  ],
  fallback: (text) =>
    `You wrote “${text}”. I am a scripted assistant without a language model, and **I do not know a good answer** to that. Ask me *what can you do*, or try a sum such as \`12.5 * 8\`. If this answer was of no use to you, the thumb down below is the right place to say so.`,
};
