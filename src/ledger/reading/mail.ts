import { emptyMailbox } from '../../rules/aggregates/mailbox.ts';
import { emptyLists } from '../../rules/aggregates/recipient-list.ts';
import type { Rows } from '../engine/rows.ts';
import type { Reader } from '../port/reader.ts';
import { stored } from '../port/unusable.ts';
import { mailOnFile } from './mail-on-file.ts';

/** The questions asked of sequences and mails. */
export function mailReader(q: Rows): Pick<Reader, 'lists' | 'mailbox' | 'mail'> {
  return {
    lists() {
      const json = q.stream.get('lists')?.state;
      return json ? stored(json) : emptyLists;
    },
    mailbox() {
      const json = q.stream.get('mailbox')?.state;
      return json ? stored(json) : emptyMailbox;
    },
    mail: mailOnFile(q),
  };
}
