import type { Story } from '../story.ts';
import { daysOne } from './days-one.ts';

export const fortnight: Story = {
  title: 'Ladder: a working fortnight',
  opening: [
    'A small firm, Twin Axis, sells an assessment of partner revenue. Its agents work one ladder: some only listen, one keeps the records, one decides.',
  ],
  zone: 'America/New_York',
  policy: {
    extends: 'handoff-0.2',
    version: 'twin-axis-demo',
    own_domains: ['twinaxis.example'],
    mailbox: { address: 'ines@twinaxis.example', sender_name: 'Ines Calloway', postal_address: '12 Wharf Lane, Providence, RI 02903', unsubscribe_url: 'https://twinaxis.example/stop', warmup_started_on: '2026-05-04' },
  },
  sessions: daysOne,
  channels: ['cro-updates', 'agent-handoffs'],
};
