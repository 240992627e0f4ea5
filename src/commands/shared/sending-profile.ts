import type { PolicyValues } from '../../rules/policy/policy.ts';
import { Unusable } from './options.ts';

/** A profile of `mail_tools` that has a tool which sends; named as it is, or told which there are. */
export function sendingProfile(profile: string | undefined, { mail_tools }: PolicyValues): string {
  const sending = [...new Set(mail_tools.filter((row) => row.class === 'send').map((row) => row.profile))];
  if (profile !== undefined && sending.includes(profile)) return profile;
  const found = profile === undefined ? 'no profile is named' : `\`${profile}\` is no profile that sends`;
  throw new Unusable(
    `NOT_CONFIGURED (§5.5, M1): ${found}; those of \`mail_tools\` are ${sending.join(', ')}. Next: name one by --profile, or add the rows of your mail server to \`mail_tools\` in the policy`,
  );
}
