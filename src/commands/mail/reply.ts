import { z } from 'zod';
import { readReply } from '../../exchange/reply/raw-message.ts';
import { type Suggestion, suggestReply } from '../../rules/replies/suggest-reply.ts';
import { parseInstant } from '../../rules/time/time.ts';
import { policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';
import { readJson } from '../shared/read-json.ts';
import { inForm } from './in-form.ts';

const Replies = z.array(z.looseObject({ text: z.string(), received_at: z.string() }));

/** Says what each of `[{text, received_at}]` is taken for (§5.6, Y2); exit 0 whatever they are, unless the input can't be read. */
export async function replyCommand({ positionals: [action, file], json }: Options): Promise<number> {
  if (action !== 'check' || file === undefined) throw new Usage('reply check needs a FILE of replies');
  const replies = inForm(file, Replies, readJson(file), 'a list of {text, received_at}');
  const { values, calendar } = policyFrom(policyNamed(process.env.LADDER_POLICY));
  const told: Suggestion[] = [];
  for (const [n, { text, received_at }] of replies.entries()) {
    const at = parseInstant(received_at);
    if ('problem' in at) throw new Unusable(`${file}: at ${n}.received_at: ${at.problem}`);
    told.push(suggestReply(await readReply(text), values, calendar.dateOf(at.instant)));
  }
  if (json) console.log(JSON.stringify(told));
  else for (const [n, each] of told.entries()) console.log(`reply ${n + 1}: ${line(each)}`);
  return 0;
}

const names: Readonly<Record<NonNullable<Suggestion['kind']>, string>> = {
  bounce_hard: 'a mail that can never be delivered',
  bounce_soft: 'a mail that was not delivered for now',
  auto_reply: 'an answer that nobody wrote',
  opt_out: 'an opt-out (type 8)',
  hostile: 'hostile (type 7)',
};

function line({ kind, type, words, return_date, ambiguous }: Suggestion): string {
  if (kind === null) return 'none of these: a person says which of the ten types it is';
  const what = type === 9 ? 'out of office (type 9)' : names[kind];
  const back = return_date === undefined ? '' : `; back on ${return_date}`;
  return `${what}, from "${words}"${back}${ambiguous ? '; the date of return can be read in two ways' : ''}`;
}
