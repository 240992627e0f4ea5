import { z } from 'zod';
import { runCopyChecks } from '../../rules/copy/checks/index.ts';
import { CopyContext, CopyMessage } from '../../rules/copy/message.ts';
import { checkLine } from '../../views/shared.ts';
import { policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Usage } from '../shared/options.ts';
import { readJson } from '../shared/read-json.ts';
import { inForm } from './in-form.ts';

const Mails = z.array(z.looseObject({ message: CopyMessage, context: CopyContext }));

const Part = z.record(z.string(), z.unknown());
const Example = z.looseObject({ message_overrides: Part.nullish(), context_overrides: Part.nullish() });
/** A base mail, and per check examples that each override a part of it. */
const Examples = z.looseObject({
  base_message: Part,
  base_context: Part,
  rules: z.record(z.string(), z.looseObject({ pass: z.array(Example).nullish(), fail: z.array(Example).nullish() })),
});

/** Runs the copy checks over `[{message, context}]` or a file of examples; exit 0 whatever they say, unless the input can't be read. */
export function copyCommand({ positionals: [action, file], json }: Options): number {
  if (action !== 'check' || file === undefined) throw new Usage('copy check needs a FILE of mails');
  const mails = inForm(file, Mails, merged(readJson(file)), 'a list of {message, context}');
  const { copy } = policyFrom(policyNamed(process.env.LADDER_POLICY)).values;
  const results = mails.map(({ message, context }) => ({ checks: runCopyChecks(message, context, copy) }));
  if (json) console.log(JSON.stringify(results));
  else
    for (const [n, { checks }] of results.entries())
      console.log(
        [`mail ${n + 1}: ${mails[n]?.message.subject ?? ''}`, ...checks.map((check) => `  ${checkLine(check)}`)].join(
          '\n',
        ),
      );
  return 0;
}

/** The mails of a file of examples, rule by rule, those that pass first; anything else as it is. */
function merged(content: unknown): unknown {
  const examples = Examples.safeParse(content);
  if (!examples.success) return content;
  const { base_message, base_context, rules } = examples.data;
  return Object.values(rules).flatMap(({ pass, fail }) =>
    [...(pass ?? []), ...(fail ?? [])].map(({ message_overrides, context_overrides }) => ({
      message: { ...base_message, ...message_overrides },
      context: { ...base_context, ...context_overrides },
    })),
  );
}
