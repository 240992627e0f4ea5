import { existsSync } from 'node:fs';
import type { Transport } from '../../notify/transports.ts';
import type { LoadedPolicy } from '../../policy/index.ts';
import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import { ledgerFiles, openFromEnvironment, policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';

/** Tells what falls due, that no sweep of its role has shown and nobody was told; meant for a timer. Exit 1 where it could not be told. */
export async function notifyCommand({ webhook: url, json }: Options): Promise<number> {
  const way = await wayTo(url, policyFrom(policyNamed(process.env.LADDER_POLICY)));
  const { path } = ledgerFiles();
  if (!existsSync(path)) throw new Unusable(`there is no ledger at ${path}. Next: name the ledger by LADDER_DB`);
  const { ledger } = await openFromEnvironment();
  try {
    const { tellDue } = await import('../../notify/tell-due.ts');
    const told = await tellDue(ledger, way);
    if (isRefusal(told)) {
      console.error(refusalText(told));
      return 1;
    }
    const { pages, failed } = told;
    const notices = pages.flatMap((page) => page.notices);
    if (json)
      console.log(JSON.stringify({ told: notices.length, by: way.name, notices, ...(failed ? { failed } : {}) }));
    else if (notices.length > 0) console.log(pages.map(({ text }) => text).join('\n'));
    else if (!failed) console.log('Nothing is due that no sweep has shown and nobody was told.');
    if (!failed) return 0;
    console.error(`ladder: ${failed}. Next: nothing of that message counts as told; the next run tells it`);
    return 1;
  } finally {
    await ledger.close();
  }
}

async function wayTo(url: string | undefined, { values }: LoadedPolicy): Promise<Transport> {
  const { mail, webhook } = await import('../../notify/transports.ts');
  const { webhook: named, smtp } = values.notify.value;
  const own = values.mailbox.value?.address;
  const target = url ?? named;
  if (target !== undefined) {
    if (!URL.canParse(target) || !/^https?:$/.test(new URL(target).protocol))
      throw new Usage(`--webhook ${target}: an http or https address is wanted`);
    return webhook(target);
  }
  const to = smtp?.to ?? own;
  if (smtp && to) return mail({ ...smtp, to, ...(own ? { from: smtp.from ?? own } : {}) }, process.env);
  if (smtp)
    throw new Unusable(
      'NOT_CONFIGURED (§4.4): `notify.smtp` names no `to`, and there is no mailbox. Next: set `notify.smtp.to` in the policy',
    );
  throw new Unusable(
    'NOT_CONFIGURED (§4.4): nothing says where to tell what falls due. Next: give --webhook URL, or set `notify.webhook` or `notify.smtp` in the policy',
  );
}
