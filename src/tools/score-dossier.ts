import { z } from 'zod';
import { scoreDossier } from '../rules/qualification/score-dossier.ts';
import { buyingSignals, everyBuyingSignal, scores } from '../rules/vocabulary/signal-types.ts';
import { dossierWords, shippedDescription } from './support/dossier-words.ts';
import { AccountRef, DateIn, Text, Written, writeOptions } from './support/schemas.ts';
import { shown } from './support/shown-enum.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'score_dossier',
  title: 'Score a dossier',
  description: shippedDescription,
  underPolicy: dossierWords,
  clauses: ['3.3', '4.3'],
  callers: ['sales.ops'],
  effect: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({
    account: AccountRef,
    scores: z
      .array(
        z.strictObject({
          signal: shown(everyBuyingSignal, buyingSignals).describe('each once'),
          score: z.enum(scores).describe('your word'),
          findings: z
            .array(
              z.strictObject({
                route: z.string().min(1).max(60).describe('of this signal'),
                value: z.number().optional().describe('if it counts'),
                date: DateIn.describe('of the event'),
                source: Text('who says it'),
                reference: Text('link or citation'),
                shows: Text('what it shows'),
              }),
            )
            .max(20)
            .optional()
            .describe('the evidence'),
        }),
      )
      .min(1)
      .max(12)
      .describe('all four'),
    accessibility: z.number().optional().describe('S5, 0-5'),
    ...writeOptions,
  }),
  output: Written.extend({ outcome: z.enum(['pending_review', 'falls_short']), dossier: z.string().optional() }),
  handle: (args, session) =>
    write(scoreDossier, args, session, ({ extra }) => ({ dossier: extra.dossier }), { checks: 'all' }),
});
