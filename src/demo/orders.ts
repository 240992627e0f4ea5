import { z } from 'zod';

/** An order of the player to an agent's process. One order at a time, each answered once. */
export const Order = z.discriminatedUnion('order', [
  z.strictObject({ order: z.literal('open'), env: z.record(z.string(), z.string()) }),
  z.strictObject({ order: z.literal('call'), tool: z.string(), arguments: z.record(z.string(), z.unknown()) }),
  z.strictObject({ order: z.literal('close') }),
]);
export type Order = z.infer<typeof Order>;

export const CheckAnswer = z.looseObject({
  rule: z.string(),
  clause: z.string(),
  ruling: z.string().optional(),
  verdict: z.string(),
  because: z.string(),
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;

/** `_meta["ladder/error"]` of a refused call. */
export const Refused = z.looseObject({
  code: z.string(),
  message: z.string(),
  remedy: z.string().optional(),
  clause: z.string().optional(),
  ruling: z.string().optional(),
  checks: z.array(CheckAnswer).optional(),
});
export type Refused = z.infer<typeof Refused>;

const Called = z.union([z.strictObject({ answer: z.looseObject({}) }), z.strictObject({ refusal: Refused })]);
export type Called = z.infer<typeof Called>;

export const Reply = z.union([z.strictObject({ done: Called.or(z.null()) }), z.strictObject({ fault: z.string() })]);
export type Reply = z.infer<typeof Reply>;
