import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { judged } from '../../src/commands/mail/gate.ts';
import { run, start, tempFolder } from '../clients/program.ts';
import { ana, type Data, no, ok, seedSql } from '../support/calls.ts';
import { under } from '../support/here.ts';
import { eventsIn, type House, loadedFrom, openHouse } from '../support/server.ts';

const mailboxPolicy = `extends: handoff-0.2
version: gate-test
own_domains: [ladder.example]
mailbox:
  address: rick@ladder.example
  sender_name: Rick
  postal_address: 1 Main Street, Springfield, IL 62701
  warmup_started_on: 2026-01-05
mail_tools:
  - { profile: house, tool: deliver_note, class: send, to: recipient, subject: title, body: text, receipt: id }
`;

interface Deployment {
  readonly house: House;
  readonly policy: string;
}

async function deployed(): Promise<Deployment> {
  const policy = join(tempFolder(), 'policy.yaml');
  writeFileSync(policy, mailboxPolicy);
  const house = await openHouse({ policy: loadedFrom(policy) });
  await seedSql(house);
  return { house, policy };
}

const direct = { subject: 'The numbers you asked for', text: 'Hello Ana,\nhere they are.' };

async function granted({ house }: Deployment): Promise<Data> {
  const { permit } = await ok(house, 'cro', 'authorize_send', { direct: { contact: ana.email, ...direct } });
  return permit;
}

const call = { to: [ana.email], subject: direct.subject, body: direct.text };

const named = (tool_input: object, more: object = {}) => ({
  hook_event_name: 'PreToolUse',
  tool_name: 'mcp__gmail__send_email',
  tool_use_id: 'toolu_1',
  permission_mode: 'default',
  tool_input,
  ...more,
});

interface Answered {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The hook's answer; where the event has an id, a second call must answer alike. */
async function gate(event: unknown, at?: Deployment, now = at?.house.clock.now ?? ''): Promise<Answered> {
  const { here } = asking(event, at, now);
  const answered = await here();
  const hasId = typeof event === 'object' && event !== null && 'tool_use_id' in event;
  if (hasId) expect(await here()).toEqual(answered);
  return answered;
}

/** The same of the program, which must answer as its function does. */
async function gateProgram(event: unknown, at?: Deployment, now = at?.house.clock.now ?? ''): Promise<Answered> {
  const { here, input, args, env } = asking(event, at, now);
  const { code, stdout, stderr } = await run({ args, env, cwd: tempFolder() }, input);
  const answered = { code, stdout: stdout.trim(), stderr: stderr.trim() };
  expect(answered).toEqual(await here());
  return answered;
}

function asking(event: unknown, at: Deployment | undefined, now: string) {
  const place = at ? { db: at.house.path, policy: at.policy, keys: `${at.house.path}.keys` } : {};
  const args = ['gate', ...Object.entries(place).flatMap(([name, path]) => [`--${name}`, path])];
  const input = typeof event === 'string' ? event : JSON.stringify(event);
  const env: Record<string, string> = now === '' ? {} : { LADDER_NOW: now };
  const here = async (): Promise<Answered> => {
    const { exit, stdout, stderr } = await under(env, () => judged({ json: false, positionals: [], ...place }, input));
    return { code: exit, stdout, stderr };
  };
  return { here, input, args, env };
}

const passed = { code: 0, stdout: '', stderr: '' };

describe('ladder gate before a call (§5.5)', () => {
  test('M1 lets exactly the permitted mail through, once; the same call gets the same answer', async () => {
    const at = await deployed();
    const { id } = await granted(at);
    expect(await gateProgram(named({ ...call, body: `${call.body} ` }), at)).toEqual({
      code: 2,
      stdout: '',
      stderr: `RULE_REFUSED (§5.5, M1): the body differs from what permit ${id} is for. Next: call authorize_send, and send its payload unchanged.`,
    });
    expect(await gateProgram(named({ ...call, to: 'bob@acme.com' }), at)).toMatchObject({ code: 2, stdout: '' });
    expect(await gateProgram(named({ ...call, mimeType: 'text/plain', cc: [], htmlBody: '' }), at)).toEqual(passed);
    expect(await gateProgram(named({ ...call, mimeType: 'text/plain', cc: [], htmlBody: '' }), at)).toEqual(passed);
    const again = await gateProgram(named(call, { tool_use_id: 'toolu_2' }), at);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toMatch(
      new RegExp(
        `^CONFLICT \\(§5\\.5, M1\\): permit ${id} was used at \\w{3} \\d+ \\w{3} \\d{4}, \\d\\d:\\d\\d; .*\\. Next: .*$`,
      ),
    );
  });

  test('M1 a further key, several recipients and another thread block, and use up nothing', async () => {
    const at = await deployed();
    await granted(at);
    const blocked = async (input: object) => (await gate(named(input), at)).stderr;
    expect(await blocked({ ...call, cc: ['x@acme.com'] })).toContain('`cc` is given');
    expect(await blocked({ ...call, attachments: ['/etc/passwd'] })).toContain('`attachments` is given');
    expect(await blocked({ ...call, to: [ana.email, 'x@acme.com'] })).toContain('`to` is not exactly one address');
    expect(await blocked({ ...call, inReplyTo: '<a@b>' })).toContain('the message that it answers to differs');
    expect(await blocked({ ...call, mimeType: 'text/html' })).toContain('`mimeType` is given');
    expect(await gate(named({ ...call, body: call.body.replaceAll('\n', '\r\n') }), at)).toEqual(passed);
  });

  test('L13, M1 who was suppressed after the grant is not written to', async () => {
    const at = await deployed();
    await granted(at);
    await ok(at.house, 'sales.ops', 'suppress_contact', { contact: ana.email, reason: 'opt_out' });
    const { code, stderr } = await gate(named(call), at);
    expect([code, stderr.startsWith('SUPPRESSED (§3.5')]).toEqual([2, true]);
  });

  test('M1 L13 a call that asks again after an opt-out is refused', async () => {
    const at = await deployed();
    await granted(at);
    expect(await gate(named(call), at)).toEqual(passed);
    expect(await gate(named(call), at)).toEqual(passed);
    const redeemed = eventsIn(at.house).filter(({ type }) => type === 'permit_redeemed');
    expect(redeemed.map(({ body }) => [body.by, body.call])).toEqual([['agent', 'toolu_1']]);
    await ok(at.house, 'sales.ops', 'suppress_contact', { contact: ana.email, reason: 'opt_out' });
    const { code, stdout, stderr } = await gate(named(call), at);
    expect([code, stdout, stderr.startsWith('SUPPRESSED (§3.5')]).toEqual([2, '', true]);
  });

  test('M1 a call without an id passes once, and the id of another call does not help it', async () => {
    const at = await deployed();
    const { id } = await granted(at);
    const nameless = named(call, { tool_use_id: undefined });
    const first = await gate(JSON.stringify(nameless), at);
    expect(first).toEqual(passed);
    for (const event of [JSON.stringify(nameless), named(call)]) {
      const again = await gate(event, at);
      expect([again.code, again.stderr.startsWith(`CONFLICT (§5.5, M1): permit ${id} was used at`)]).toEqual([2, true]);
    }
  });

  test('M1 a call whose mail was reported as sent does not pass again under its id', async () => {
    const at = await deployed();
    const { id } = await granted(at);
    expect(await gate(named(call), at)).toEqual(passed);
    const done = { hook_event_name: 'PostToolUse', tool_response: 'Email sent successfully with ID: 18c2f' };
    expect(await gate(named(call, done), at)).toEqual(passed);
    const { code, stderr } = await gate(named(call), at);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`permit ${id} was used, and the mail was sent`)]);
  });

  test('M1 a permit that is over is named', async () => {
    const at = await deployed();
    const { id } = await granted(at);
    const { code, stderr } = await gate(named(call), at, '2026-04-21T15:00:00.000Z');
    expect([code, stderr]).toEqual([2, expect.stringContaining(id)]);
    expect(stderr).toMatch(/expired/);
  });

  test("M1 a deployment's own mail tool needs a permit, and the shipped ones stay", async () => {
    const at = await deployed();
    await granted(at);
    const own = { recipient: ana.email, title: direct.subject, text: direct.text };
    expect(await gate(named({ ...own, text: 'x' }, { tool_name: 'mcp__x__Deliver_Note' }), at)).toMatchObject({
      code: 2,
    });
    expect(await gate(named(own, { tool_name: 'mcp__x__Deliver_Note' }), at)).toEqual(passed);
    expect(await gate(named(call, { tool_name: 'mcp__x__reply' }), at)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('ladder gate after a call (§5.5)', () => {
  const after = (more: object) => named(call, { hook_event_name: 'PostToolUse', ...more });

  const deliveries = ({ house }: Deployment) =>
    eventsIn(house).flatMap(({ type, body }) => (type === 'delivery_recorded' ? [body.delivery] : []));

  test('M2 the receipt is recorded as sent with the id that the tool answered, once', async () => {
    const at = await deployed();
    const { id } = await granted(at);
    expect(await gate(named(call), at)).toEqual(passed);
    const done = after({ tool_response: [{ type: 'text', text: 'Email sent successfully with ID: 18c2f' }] });
    expect(await gateProgram(done, at)).toEqual(passed);
    expect(await gate(done, at)).toEqual(passed);
    expect(deliveries(at)).toEqual([expect.objectContaining({ permit: id, event: 'sent', message_id: '18c2f' })]);
  });

  test('M2 without an id, and after an error that says nothing definite, it is unknown', async () => {
    const at = await deployed();
    const { id } = await granted(at);
    await gate(named(call), at);
    const failed = named(call, { hook_event_name: 'PostToolUseFailure', error: 'timeout' });
    expect(await gate(failed, at)).toEqual(passed);
    expect(deliveries(at)).toEqual([expect.objectContaining({ permit: id, event: 'unknown' })]);
  });

  test('M2 an error after which nothing can have gone out is failed', async () => {
    const at = await deployed();
    const { id } = await granted(at);
    await gate(named(call), at);
    await gate(named(call, { hook_event_name: 'PostToolUseFailure', error: 'Error: invalid_grant' }), at);
    expect(deliveries(at)).toEqual([expect.objectContaining({ permit: id, event: 'failed' })]);
  });

  test('M2 a mail that no permit covers is recorded, by a tool that was asked about too', async () => {
    const at = await deployed();
    const input = { to: ana.email, subject: 'Hi', text: 'Hello' };
    const event = { hook_event_name: 'PostToolUse', tool_name: 'mcp__x__compose_mail', tool_response: 'ok' };
    expect(await gate(named(input, event), at)).toEqual(passed);
    expect(deliveries(at)).toEqual([expect.objectContaining({ event: 'sent', message_id: 'toolu_1' })]);
  });
});

describe('who was killed between permit and report (§5.5)', () => {
  const stepsOf = ({ house }: Deployment, permit: string) =>
    house.ledger.read((reader) => reader.mail.stepsOf(permit).map(({ step }) => step));

  test('M2 a client that was killed after its mail was let out leaves it unknown, and nothing sends it again', async () => {
    const at = await deployed();
    const { house } = at;
    const { id } = await granted(at);
    expect(await gate(named(call), at)).toEqual(passed);
    house.clock.now = '2026-04-21T14:31:00.000Z';
    const { watch } = await ok(house, 'sales.ops', 'session_sweep');
    expect(JSON.stringify(watch)).toContain(id);
    expect(await stepsOf(at, id)).toEqual(['granted', 'redeemed', 'unknown']);
    const again = await gate(named(call, { tool_use_id: 'toolu_2' }), at);
    expect(again.stderr).toMatch(new RegExp(`^CONFLICT .*permit ${id} was used, and nobody can say whether the mail`));
    const anew = await no(house, 'cro', 'authorize_send', { direct: { contact: ana.email, ...direct } });
    expect(anew.error.code).toBe('CONFLICT');
    const found = { permit: id, event: 'sent', message_id: '<18c2f@mail>', at: '2026-04-21T14:00:30Z' };
    await ok(house, 'sales.ops', 'record_delivery', found);
    expect(await stepsOf(at, id)).toEqual(['granted', 'redeemed', 'unknown', 'sent']);
  });

  test('inv4 a hook that is killed has used the permit or not, and lets no second mail out', async () => {
    const at = await deployed();
    const { id } = await granted(at);
    const args = ['gate', '--db', at.house.path, '--policy', at.policy, '--keys', `${at.house.path}.keys`];
    for (const after of [40, 120, 200, 280, 360]) {
      const killed = start({ args, env: { LADDER_NOW: at.house.clock.now }, cwd: tempFolder() });
      killed.write(JSON.stringify(named(call)));
      killed.endInput();
      await setTimeout(after);
      killed.kill('SIGKILL');
      await killed.ended;
    }
    const steps = await stepsOf(at, id);
    expect([['granted'], ['granted', 'redeemed']]).toContainEqual(steps);
    // The same call is one call, however often the hook is asked of it; another one is another mail.
    expect(await gate(named(call), at)).toEqual(passed);
    expect(await gate(named(call, { tool_use_id: 'toolu_2' }), at)).toMatchObject({ code: 2 });
    expect(await stepsOf(at, id)).toEqual(['granted', 'redeemed']);
  });
});

describe('what the hook is given (§5.5)', () => {
  test('M1 faults block: no event, no ledger, no policy', async () => {
    for (const text of ['', '[]', 'x', '{}', '{"hook_event_name":"PreToolUse","tool_name":"Bash"}'])
      expect(await gate(text)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^UNAVAILABLE .*Next: /),
      });
    expect((await gateProgram(named(call))).stderr).toContain('no ledger is named');
    const missing = join(tempFolder(), 'none.db');
    const { code, stderr } = await run({ args: ['gate', '--db', missing] }, JSON.stringify(named(call)));
    expect([code, stderr.includes('there is no ledger'), existsSync(missing)]).toEqual([2, true, false]);
    const policy = await run({ args: ['gate', '--policy', '/none.yaml'] }, JSON.stringify(named(call)));
    expect([policy.code, policy.stdout]).toEqual([2, '']);
  });

  test('M1 a call that is free needs no ledger', async () => {
    expect(await gateProgram(named({ command: 'git status' }, { tool_name: 'Bash' }))).toEqual(passed);
    expect(await gate(named({}, { tool_name: 'mcp__ladder-sales-ops__authorize_send' }))).toEqual(passed);
  });

  test('M1 what looks like sending is asked about where somebody is asked, else blocked', async () => {
    const event = { tool_name: 'mcp__x__dispatch_letter' };
    const asked = await gateProgram(named({ a: 1 }, event));
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    expect(JSON.parse(asked.stdout)).toEqual({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'ask',
        permissionDecisionReason:
          '`mcp__x__dispatch_letter` looks like sending mail: its name says `dispatch`. No permit covers it. Let it through only if no mail goes out.',
      },
    });
    for (const permission_mode of ['bypassPermissions', 'dontAsk', 'auto', undefined])
      expect(await gate(named({ a: 1 }, { ...event, permission_mode }))).toMatchObject({ code: 2, stdout: '' });
  });

  test('M1 a shell that mails is blocked in at most 500 characters', async () => {
    const { code, stderr } = await gate(
      named({ command: `mail -s ${'x'.repeat(900)} a@b.example` }, { tool_name: 'Bash' }),
    );
    expect([code, stderr.length <= 500]).toEqual([2, true]);
  });
});
