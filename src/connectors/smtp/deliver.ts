/** The delivery of one mail to a mail server, once, with its outcome (M2). */

import { Readable } from 'node:stream';
import { emailAddress } from '../../rules/identity/email-address.ts';
import { messageIdOf } from '../../rules/sending/permit-bytes.ts';

/** A mail to one person, as it was permitted. */
export interface OutgoingMail {
  readonly permit: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The message id that it answers to. */
  readonly in_reply_to?: string | undefined;
  /** Instant of the process's clock, for the Date header. */
  readonly at: string;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The sender, as the mail names them. */
  readonly from: { readonly name: string; readonly address: string };
  /** How long an answer is waited for, in milliseconds. */
  readonly patience?: number | undefined;
}

/** `failed`: the server has not taken it. `unknown`: it was handed over, and nobody can say whether it went (M2). */
export type Delivered =
  | { readonly result: 'sent'; readonly message_id: string }
  | { readonly result: 'failed' | 'unknown'; readonly message_id: string; readonly because: string };

const defaultPatience = 60_000;

/** Sends a mail once; nothing is tried again. */
export async function deliver(mail: OutgoingMail, server: MailServer): Promise<Delivered> {
  const message_id = messageIdOf(mail.permit, server.from.address);
  const to = emailAddress(mail.to);
  if ('problem' in to) return { result: 'failed', message_id, because: `the recipient ${to.problem}` };
  let isHandedOver = false;
  try {
    const bytes = await bytesOf({ ...mail, to: to.email }, message_id, server);
    // The message's end is written right after its last byte is read: from then on the server may have taken it.
    const message = Readable.from([bytes]).once('end', () => (isHandedOver = true));
    await handOver({ from: server.from.address, to: to.email, message }, server);
    return { result: 'sent', message_id };
  } catch (error) {
    const because = reasonOf(error);
    if (!isHandedOver) return { result: 'failed', message_id, because };
    return { result: 'unknown', message_id, because: `the mail was handed over, and then: ${because}` };
  }
}

interface Parcel {
  readonly from: string;
  readonly to: string;
  /** Read when the server has said that it takes it. */
  readonly message: Readable;
}

/** One connection, one mail. */
async function handOver({ from, to, message }: Parcel, server: MailServer): Promise<void> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const { user, password } = server;
  const connection = new Connection(connectionTo(server));
  try {
    await new Promise<void>((resolve, reject) => {
      const ended = (error: Error | null | undefined) => (error ? reject(error) : resolve());
      const send = () => connection.send({ from, to: [to] }, message, ended);
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('the connection ended')));
      connection.connect((error) => {
        if (error) reject(error);
        else if (user === undefined || !connection.allowsAuth) send();
        else
          connection.login({ credentials: { user, pass: password ?? '' } }, (denied) =>
            denied ? reject(denied) : send(),
          );
      });
    });
  } finally {
    connection.close();
  }
}

function connectionTo({ host, port, patience = defaultPatience }: MailServer) {
  const isLocal = isLoopback(host);
  return {
    host,
    port,
    secure: port === 465,
    // Neither mail nor password leaves the machine in the clear.
    requireTLS: port !== 465 && !isLocal,
    // A connection within the machine needs no certificate of an authority.
    tls: { rejectUnauthorized: !isLocal },
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  };
}

/** The mail as MIME. Quoted-printable keeps every character of the text, however long its lines are. */
async function bytesOf(mail: OutgoingMail, messageId: string, { from }: MailServer): Promise<Buffer> {
  const { createTransport } = await import('nodemailer');
  const { to, subject, text, headers, in_reply_to } = mail;
  const composed = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail({
    from,
    to,
    subject,
    text,
    encoding: 'quoted-printable',
    messageId,
    date: new Date(mail.at),
    headers,
    ...(in_reply_to === undefined ? {} : { inReplyTo: in_reply_to, references: [in_reply_to] }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  if (Buffer.isBuffer(composed.message)) return composed.message;
  throw new Error('a mail was composed as a stream, where its bytes were asked for');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.split(/[\r\n]/, 1)[0] ?? '';
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
