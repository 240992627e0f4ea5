/** The firm that both stories are about. */
export const twinAxis = {
  zone: 'America/New_York',
  policy: {
    extends: 'handoff-0.2',
    version: 'twin-axis-demo',
    own_domains: ['twinaxis.example'],
    mailbox: {
      address: 'ines@twinaxis.example',
      sender_name: 'Ines Calloway',
      postal_address: '12 Wharf Lane, Providence, RI 02903',
      unsubscribe_url: 'https://twinaxis.example/stop',
      warmup_started_on: '2026-05-04',
    },
    sending: { daily_cap: [7] },
  },
} as const;
