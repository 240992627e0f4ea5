import { expect } from 'vitest';
import { acme, ana, comment, type Data, ok, seedMql, seedNoted } from '../support/calls.ts';
import { contactId } from '../support/sequences.ts';
import { commentOn, explained, fact, note, type Play, request, unplaced } from './played.ts';

const profile = 'https://www.linkedin.com/in/ana';

/** Acme with Ana, and Beta with Bo. */
const two: Play = async ({ house }) => {
  await seedNoted(house);
  await ok(house, 'mining.mind', 'file_signal_note', note('beta.com', commentOn('post 1')));
};

export const people: Readonly<Record<string, Play>> = {
  'Somebody did something, and nobody knows at which company': async (at) => {
    const { outcome } = await unplaced(at.house);
    const { tasks } = await ok(at.house, 'sales.ops', 'session_sweep');
    const { watch } = await ok(at.house, 'cro', 'session_sweep');
    expect([outcome, tasks.map(({ kind }: Data) => kind)]).toEqual(['waiting', expect.arrayContaining(['place_note'])]);
    expect(JSON.stringify(watch)).toContain(String(request.quote));
  },
  'You know by now where they are': async (at) => {
    await unplaced(at.house);
    const contacts = [{ name: 'Zoe Zed', email: 'zoe@gmail.com' }];
    await at.calls('sales.ops', 'save_account', { ...acme, contacts });
    expect((await explained(at.house)).signals).toMatchObject([
      { type: 'E4', observed_at: '2026-04-20T13:30:00.000Z' },
    ]);
  },
  'They are nobody for us': async (at) => {
    await unplaced(at.house);
    const { tasks } = await ok(at.house, 'sales.ops', 'session_sweep');
    const task = tasks.find(({ kind }: Data) => kind === 'place_note').id;
    await at.calls('sales.ops', 'complete_task', { task, note: 'a student' });
    expect((await ok(at.house, 'cro', 'session_sweep')).watch.map(({ kind }: Data) => kind)).not.toContain(
      'waiting_request',
    );
  },
  'Two contacts of one company are one person': async (at) => {
    await seedNoted(at.house);
    const contact = { name: 'Ana R.', linkedin_url: profile };
    await ok(at.house, 'mining.mind', 'file_signal_note', comment({ contact, signal: commentOn('post 2') }));
    const { contacts } = await explained(at.house);
    const [stays, joins] = contacts.map(({ id }: Data) => id);
    await at.calls('sales.ops', 'save_account', { domain: 'acme.com', contacts: [{ contact: stays, same_as: joins }] });
    const after = await explained(at.house);
    expect(after.contacts).toHaveLength(1);
    expect(after.signals.map(({ type }: Data) => type)).toContain('E8');
  },
  'A contact has a new employer': async (at) => {
    await two(at);
    const contact = await contactId(at.house, ana.email);
    await at.calls('sales.ops', 'save_account', { domain: 'beta.com', contacts: [{ contact }] });
    const [old, now] = [await explained(at.house), await explained(at.house, 'beta.com')];
    expect(now.contacts.map(({ email }: Data) => email)).toContain(ana.email);
    expect([old.signals.length, old.contacts]).toMatchObject([1, [{ id: contact, left_to: 'beta.com' }]]);
  },
  'A second address of somebody who opted out turns up': async (at) => {
    await seedNoted(at.house);
    const known = { email: ana.email, linkedin_url: profile };
    await ok(at.house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [known] });
    await ok(at.house, 'sales.ops', 'suppress_contact', { contact: ana.email, reason: 'opt_out' });
    const other = { name: 'Ana Ruiz', email: 'ana.ruiz@acme.com', linkedin_url: profile };
    await ok(at.house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [other] });
    const { contacts } = await explained(at.house);
    expect(contacts.every(({ suppressed }: Data) => suppressed)).toBe(true);
  },
  'A quote asks us to stop': async (at) => {
    await ok(at.house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
    const signal = { type: 'E3', channel: 'email', topic: 'other', quote: 'Please stop emailing me' };
    const { opened } = await ok(at.house, 'mining.mind', 'file_signal_note', comment({ signal }));
    const { closed } = await at.calls('mining.mind', 'suppress_contact', { contact: ana.email, reason: 'opt_out' });
    expect([opened, closed]).toMatchObject([[{ kind: 'look_at_stop', role: 'sales.ops' }], [{ kind: 'look_at_stop' }]]);
  },
};

export const companies: Readonly<Record<string, Play>> = {
  'One company under two domains': async (at) => {
    await two(at);
    const second = (await explained(at.house, 'beta.com')).account.id;
    await at.calls('sales.ops', 'save_account', { domain: 'acme.com', aliases: ['beta.com'] });
    const { account, signals, contacts } = await explained(at.house, second);
    expect([account.domain, signals.length, contacts.length]).toEqual(['acme.com', 2, 2]);
  },
  'A company that was registered by mistake': async (at) => {
    const { signal } = await ok(at.house, 'mining.mind', 'file_signal_note', note('beta.com', commentOn('post 1')));
    await at.calls('sales.ops', 'retract_signal', { signal: signal.id, reason: 'another company' });
    expect((await explained(at.house, 'beta.com')).account.stage).toBe('ARCHIVED');
    await ok(at.house, 'mining.mind', 'file_signal_note', note('beta.com', commentOn('post 2')));
    expect((await explained(at.house, 'beta.com')).account.stage).toBe('PROSPECT');
  },
  'A fact that was wrong from the start': async (at) => {
    await ok(at.house, 'sales.ops', 'save_account', acme);
    const { facts } = await explained(at.house);
    const corrects = facts.find((each: Data) => each.fact === 'employees').id;
    await at.calls('sales.ops', 'save_account', { domain: 'acme.com', facts: [fact(90, '2026-03-01', { corrects })] });
    const { checks } = await explained(at.house);
    expect(checks.find(({ rule }: Data) => rule === 'G1')).toMatchObject({ verdict: 'fail' });
  },
  'A fact that has changed': async (at) => {
    await ok(at.house, 'sales.ops', 'save_account', acme);
    await at.calls('sales.ops', 'save_account', { domain: 'acme.com', facts: [fact(90, '2026-04-15')] });
    const { checks } = await explained(at.house);
    expect(checks.find(({ rule }: Data) => rule === 'G1')).toMatchObject({ verdict: 'fail' });
  },
  'The facts under an MQL or SQL hold no longer': async (at) => {
    await seedMql(at.house);
    const { opened } = await ok(at.house, 'sales.ops', 'save_account', {
      domain: 'acme.com',
      facts: [fact(90, '2026-04-15')],
    });
    expect(opened).toMatchObject([{ role: 'sales.ops', tool: 'save_account' }]);
    expect((await explained(at.house)).account).toMatchObject({
      stage: 'MQL',
      flags: expect.arrayContaining(['gates_failing']),
    });
  },
};
