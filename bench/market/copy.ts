import { z } from 'zod';
import { nurtureCopy } from '../../test/support/nurture-copy.ts';
import { type Firm, Named, partOf } from './firm.ts';

const touches = [
  ...[1, 2, 3, 4, 5].map((touch) => ({ sequence: 'nurture', touch })),
  ...[1, 2].map((touch) => ({ sequence: 're_engagement', touch })),
];

const Draft = Named.extend({ hash: z.string() });

/** Copy for every touch that the market sends, from its request to live. */
export async function furnish(firm: Firm): Promise<void> {
  for (const { sequence, touch } of touches) {
    const wanted = { sequence, touch, purpose: 'a mail', estimate_hours: 0.25 };
    const request = partOf(await firm.done('cro', 'request_template', wanted), 'request', Named);
    const draft = { request: request?.id, ...nurtureCopy, submit: true };
    const template = partOf(await firm.done('category.positioning', 'draft_template', draft), 'template', Draft);
    const review = { template: template?.id, decision: 'approve', hash: template?.hash };
    await firm.done('cmo', 'review_template', review);
    await firm.done('sales.ops', 'load_template', { template: template?.id });
  }
}
