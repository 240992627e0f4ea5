import { isLoopback } from '../connectors/smtp/deliver.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import type { NoticePage } from './notice-page.ts';

/** How a message leaves. It answers why it could not, or null; it is never tried twice. */
export interface Transport {
  readonly name: 'webhook' | 'mail';
  send(page: NoticePage): Promise<string | null>;
}

/** How long an answer is waited for, in milliseconds. */
const patience = 10_000;

/** Posts the message as JSON; `text` in it is what chat programs show. */
export function webhook(url: string): Transport {
  return {
    name: 'webhook',
    async send(page) {
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify(page),
          redirect: 'manual',
          signal: AbortSignal.timeout(patience),
        });
        await answer.body?.cancel();
        return answer.ok ? null : `the webhook answered ${answer.status}`;
      } catch (error) {
        return `the webhook can't be reached: ${reasonOf(error)}`;
      }
    },
  };
}

type Smtp = NonNullable<PolicyValues['notify']['value']['smtp']> & { readonly to: string | readonly string[] };

/** Sends the message as one plain mail. User and password stand in the environment alone. */
export function mail(
  { host, port, from, to, user_env, password_env }: Smtp,
  environment: Readonly<Record<string, string | undefined>>,
): Transport {
  const user = user_env === undefined ? undefined : environment[user_env];
  const pass = password_env === undefined ? undefined : environment[password_env];
  const recipients = [to].flat();
  return {
    name: 'mail',
    async send({ text, notices }) {
      // Loaded on first use: every server would start later for it.
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        host,
        port,
        secure: port === 465,
        // A connection within the machine needs no certificate of an authority.
        tls: { rejectUnauthorized: !isLoopback(host) },
        ...(user === undefined ? {} : { auth: { user, pass: pass ?? '' } }),
        connectionTimeout: patience,
        greetingTimeout: patience,
        socketTimeout: patience,
      });
      const roles = [...new Set(notices.map(({ role }) => role))].join(', ');
      try {
        await transport.sendMail({
          from: from ?? recipients[0],
          to: recipients,
          subject: `Ladder: due for ${roles}`,
          text: `${text}\n`,
        });
        return null;
      } catch (error) {
        return `the mail could not be sent: ${reasonOf(error)}`;
      } finally {
        transport.close();
      }
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `${error.cause.message}` : '';
  return (cause === '' ? error.message : cause).split('\n', 1)[0] ?? '';
}
