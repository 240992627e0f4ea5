import { describe, expect, test } from 'vitest';
import { acme, type Data, no, ok } from '../support/calls.ts';
import { direct, openMailHouse, permitted, seedAsked } from '../support/mailbox.ts';
import { contactId, seedStarted } from '../support/sequences.ts';
import type { House } from '../support/server.ts';

async function rendered(
  house: House,
  slots: Data = { insight: 'Your annual report counts 900 employees at Acme Corp.' },
) {
  const { facts } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const fact = (name: string) => facts.find((each: Data) => each.fact === name)?.id;
  const render = (insight_fact: string) =>
    ok(house, 'sales.ops', 'render_sequence_email', {
      template: 'nurture_1',
      contact: 'ana@acme.com',
      slots,
      insight_fact,
    });
  return { fact, render };
}

/** Ana on the way through nurture, with a permit for its first touch. */
async function withPermit(house: House): Promise<Data> {
  await seedStarted(house);
  const { fact, render } = await rendered(house);
  const { email } = await render(fact('employees'));
  return (await ok(house, 'sales.ops', 'authorize_send', { email: email.id })).permit;
}

const state = async (house: House, account = 'acme.com') => {
  const { enrolments, permits } = await ok(house, 'viewer', 'explain_account', { account, detail: 'full' });
  return { enrolments: enrolments.map(({ state: each, because }: Data) => [each, because]), permits };
};

const slots = (house: House) => house.ledger.read((reader) => Object.keys(reader.mailbox().slots));

describe('people who go', () => {
  test('C4 who moves to another company ends their enrolment there, told, and their permit is taken back', async () => {
    const house = await openMailHouse();
    await withPermit(house);
    await ok(house, 'sales.ops', 'save_account', { ...acme, domain: 'beta.com', name: 'Beta' });
    const { summary } = await ok(house, 'sales.ops', 'save_account', {
      domain: 'beta.com',
      contacts: [{ contact: 'ana@acme.com' }],
    });
    expect(summary).toContain('ends: the person moved to beta.com.');
    expect((await state(house)).permits).toBeUndefined();
    expect((await state(house)).enrolments).toEqual([
      ['active', undefined],
      ['ended', 'the person moved to beta.com'],
    ]);
    expect((await state(house, 'beta.com')).enrolments).toEqual([]);
    expect(await slots(house)).toEqual([]);
  });

  test('C4 who is erased ends their enrolment, told, and their permit is taken back', async () => {
    const house = await openMailHouse();
    await withPermit(house);
    const { summary } = await ok(house, 'legal.exec', 'erase_person', {
      contact: 'ana@acme.com',
      basis: 'her request',
    });
    expect(summary).toContain('ends: the person was erased.');
    expect((await state(house)).permits).toBeUndefined();
    expect((await state(house)).enrolments).toContainEqual(['ended', 'the person was erased']);
    expect(await slots(house)).toEqual([]);
  });

  test('C4 of an absorbed account an enrolment goes on only where C3 still admits it; told, and its permit goes', async () => {
    const house = await openMailHouse();
    await withPermit(house);
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme-group.com', name: 'Acme Group' });
    const { summary } = await ok(house, 'sales.ops', 'save_account', {
      domain: 'acme-group.com',
      aliases: ['acme.com'],
    });
    expect(summary).toContain('ends: the account is PROSPECT.');
    const { enrolments, permits } = await state(house, 'acme-group.com');
    expect(enrolments).toEqual([
      ['ended', 'the account is PROSPECT'],
      ['ended', 'the account is PROSPECT'],
    ]);
    expect(permits).toBeUndefined();
    expect(await slots(house)).toEqual([]);
  });
});

describe('suppression, however the person is named', () => {
  test.each([
    ['upper case', 'ANA@ACME.COM'],
    ['a tag', 'ana+news@acme.com'],
    ['dots', 'a.n.a@acme.com'],
    ['their profile', 'https://www.linkedin.com/in/ana-ruiz'],
  ])('L13 %s stops mail to the address on file', async (_, named) => {
    const house = await openMailHouse();
    await seedAsked(house);
    const ana = await contactId(house, direct.contact);
    const contacts = [{ contact: ana, linkedin_url: 'linkedin.com/in/ana-ruiz' }];
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts });
    const { permit } = await permitted(house);
    await ok(house, 'sales.ops', 'suppress_contact', { contact: named, reason: 'opt_out' });
    const { error } = await no(house, 'cro', 'authorize_send', { direct: { ...direct, text: 'Once more.' } });
    expect(error.code).toBe('SUPPRESSED');
    expect(await slots(house)).not.toContain(permit.id);
  });

  test('L13 another company, another spelling: who opted out is nobody’s recipient', async () => {
    const house = await openMailHouse();
    await seedAsked(house);
    await ok(house, 'sales.ops', 'suppress_contact', { contact: direct.contact, reason: 'opt_out' });
    const contacts = [{ name: 'Ana Ruiz', email: 'Ana+work@acme.com' }];
    await ok(house, 'sales.ops', 'save_account', { ...acme, domain: 'beta.com', name: 'Beta', contacts });
    const { contacts: there } = await ok(house, 'viewer', 'explain_account', { account: 'beta.com' });
    expect(there).toMatchObject([{ suppressed: true, counts: false }]);
    const mail = { ...direct, contact: there[0].id };
    expect((await no(house, 'cro', 'authorize_send', { direct: mail })).error.code).toBe('SUPPRESSED');
  });

  test('L13 a join with somebody suppressed, and the absorption of their account, stop mail too', async () => {
    const house = await openMailHouse();
    await seedAsked(house);
    const bea = { name: 'Ana Ruiz', email: 'ana.ruiz@acme.com' };
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [bea] });
    await ok(house, 'sales.ops', 'suppress_contact', { contact: bea.email, reason: 'opt_out' });
    await permitted(house);
    const ana = await contactId(house, direct.contact);
    const contacts = [{ contact: ana, same_as: bea.email }];
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts });
    expect(await slots(house)).toEqual([]);
    expect((await no(house, 'cro', 'authorize_send', { direct })).error.code).toBe('SUPPRESSED');
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme-group.com', name: 'Acme Group' });
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme-group.com', aliases: ['acme.com'] });
    expect((await no(house, 'cro', 'authorize_send', { direct })).error.code).toBe('SUPPRESSED');
  });
});

test('M1 the same bytes rendered on another ground are permitted only where no check fails', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const { fact, render } = await rendered(house);
  const good = await render(fact('employees'));
  const bad = await render(fact('arr_usd'));
  expect(bad.email.id).toBe(good.email.id);
  expect([good.sendable, bad.sendable]).toEqual([true, false]);
  const { error } = await no(house, 'sales.ops', 'authorize_send', { email: good.email.id });
  expect(error).toMatchObject({ code: 'RULE_REFUSED', ruling: 'K1' });
  await render(fact('employees'));
  expect(await ok(house, 'sales.ops', 'authorize_send', { email: good.email.id })).toMatchObject({
    outcome: 'granted',
  });
});

describe('a reply that asks to stop and was recorded as another type', () => {
  const text = 'Please remove me from your list.';

  async function withheld(house: House): Promise<void> {
    await seedAsked(house);
    const reply = { contact: direct.contact, type: 2, received_at: house.clock.now, text };
    expect((await no(house, 'sales.ops', 'record_response', reply)).error.ruling).toBe('Y2');
  }

  const refusedAt = async (house: House, account: string) => {
    const { contacts, withheld: rows } = await ok(house, 'viewer', 'explain_account', { account });
    const found = contacts.find(({ email }: Data) => email === direct.contact);
    const { error } = await no(house, 'cro', 'authorize_send', { direct: { ...direct, contact: found.id } });
    return [error.ruling, rows.map(({ contact }: Data) => contact === found.id)];
  };

  test('Y2 withholds them at the company that they move to', async () => {
    const house = await openMailHouse();
    await withheld(house);
    const contacts = [{ contact: direct.contact }];
    await ok(house, 'sales.ops', 'save_account', { ...acme, domain: 'beta.com', name: 'Beta', contacts });
    expect(await refusedAt(house, 'beta.com')).toEqual(['Y2', [true]]);
    expect(await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).not.toHaveProperty('withheld');
    await ok(house, 'sales.ops', 'record_response', {
      contact: direct.contact,
      type: 8,
      received_at: house.clock.now,
      text,
    });
    expect(await ok(house, 'viewer', 'explain_account', { account: 'beta.com' })).not.toHaveProperty('withheld');
  });

  test('Y2 withholds who they are joined into, and at the account that takes theirs over', async () => {
    const house = await openMailHouse();
    await withheld(house);
    const other = { name: 'Ana Ruiz', email: 'ana.ruiz@acme.com' };
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [other] });
    const contacts = [{ contact: other.email, same_as: direct.contact }];
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts });
    const mail = { direct: { ...direct, contact: other.email } };
    expect((await no(house, 'cro', 'authorize_send', mail)).error.ruling).toBe('Y2');
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme-group.com', name: 'Acme Group' });
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme-group.com', aliases: ['acme.com'] });
    expect((await no(house, 'cro', 'authorize_send', mail)).error.ruling).toBe('Y2');
  });

  test('M2 a mail on its way when its account is absorbed is waited for at the other', async () => {
    const house = await openMailHouse();
    const { id } = await withPermit(house);
    await ok(house, 'sales.ops', 'record_delivery', { permit: id, event: 'unknown', at: house.clock.now });
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme-group.com', name: 'Acme Group' });
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme-group.com', aliases: ['acme.com'] });
    expect((await state(house, 'acme-group.com')).permits).toMatchObject([{ id, state: 'unknown' }]);
    const sent = { permit: id, event: 'sent', message_id: '<m1@ours.example>', at: house.clock.now };
    expect(await ok(house, 'sales.ops', 'record_delivery', sent)).toMatchObject({ outcome: 'recorded' });
    expect((await state(house, 'acme-group.com')).permits).toBeUndefined();
    expect((await ok(house, 'chief.staff', 'verify_ledger')).ok).toBe(true);
  });
});
