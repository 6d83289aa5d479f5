import { estimateTokens } from '../../assistant/estimate-tokens.ts';

/** The usage Dify reports with an answer, at a made-up price per thousand tokens. */
export function usageOf(query: string, answer: string, seconds: number): object {
  const prompt = estimateTokens(query);
  const completion = estimateTokens(answer);
  return {
    prompt_tokens: prompt,
    prompt_unit_price: '0.001',
    prompt_price_unit: '0.001',
    prompt_price: priceOf(prompt, 0.001),
    completion_tokens: completion,
    completion_unit_price: '0.002',
    completion_price_unit: '0.001',
    completion_price: priceOf(completion, 0.002),
    total_tokens: prompt + completion,
    total_price: priceOf(prompt * 0.001 + completion * 0.002, 1),
    currency: 'USD',
    latency: seconds,
  };
}

const priceOf = (tokens: number, unitPrice: number) => ((tokens * unitPrice) / 1000).toFixed(7);
