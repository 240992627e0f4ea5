import { isPolicyProblem, loadPolicy } from '../../src/policy/index.ts';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import { heldTemplate } from '../../src/rules/aggregates/copy.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { recordResponse } from '../../src/rules/replies/record-response.ts';
import { authorizeSend } from '../../src/rules/sending/authorize-send.ts';
import { recordDelivery } from '../../src/rules/sending/record-delivery.ts';
import { redeemPermit } from '../../src/rules/sending/redeem-permit.ts';
import { renderSequenceEmail } from '../../src/rules/sending/render-sequence-email.ts';
import { holdSequence } from '../../src/rules/sequences/hold-sequence.ts';
import { proposeRecipients } from '../../src/rules/sequences/propose-recipients.ts';
import { reviewRecipients } from '../../src/rules/sequences/review-recipients.ts';
import { startSequence } from '../../src/rules/sequences/start-sequence.ts';
import { proposeStageChange } from '../../src/rules/stage-changes/propose-stage-change.ts';
import { erasePerson } from '../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../src/rules/suppression/suppress-contact.ts';
import { draftTemplate } from '../../src/rules/templates/draft-template.ts';
import { flagContent } from '../../src/rules/templates/flag-content.ts';
import { loadTemplate } from '../../src/rules/templates/load-template.ts';
import { requestTemplate } from '../../src/rules/templates/request-template.ts';
import { resolveFlag } from '../../src/rules/templates/resolve-flag.ts';
import { reviewTemplate } from '../../src/rules/templates/review-template.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { classify, file, passingFacts, score, signal, twoHigh } from '../support/builders.ts';
import { nurtureCopy } from '../support/nurture-copy.ts';
import { type SavedWorld, TestWorld } from '../support/world.ts';

const ana = 'ana@acme.com';
const bea = 'bea@acme.com';

export interface Searched {
  readonly states: number;
  readonly transitions: number;
  readonly granted: number;
  readonly redeemed: number;
  readonly depth: number;
  /** States that were found and not gone on from: none where the search closed. */
  readonly frontier: number;
  readonly violations: readonly string[];
}

type Act = (world: TestWorld) => string;

/** The outcome that an answer tells; a refusal is an answer too. */
function call<Args, Input, Extra extends object>(
  role: Role,
  command: Command<Args, Input, Extra>,
  args: (world: TestWorld) => Args | null,
): Act {
  return (world) => {
    const given = args(world);
    if (given === null) return 'none';
    const answer = world.try(role, command, given);
    return isRefusal(answer) ? answer.code : answer.outcome;
  };
}

const newest = (world: TestWorld) => world.account('acme.com').permits?.at(-1)?.id;

const reported = (event: 'sent' | 'failed' | 'unknown') =>
  call('sales.ops', recordDelivery, (world) => {
    const permit = newest(world);
    return permit === undefined ? null : { permit, event, message_id: `<${permit}@ours.example>`, at: world.now };
  });

const replied = (type: number, text: string) =>
  call('sales.ops', recordResponse, ({ now }) => ({ contact: ana, type, received_at: now, text, mail: { text } }));

const held = (action: 'pause' | 'resume' | 'end') =>
  call('sales.ops', holdSequence, () => ({ contact: ana, action, reason: 'a fair' }));

const version = 'nurture_1_v1';

/** Enrol, approve, permit, opt out, reply, demote, kill, join, erase, redeem, report, and half an hour that passes. */
const acts: Readonly<Record<string, Act>> = {
  approve: call('cro', reviewRecipients, () => ({ list: 'lst_copy_1', decision: 'approve' })),
  enrol: call('sales.ops', startSequence, () => ({ list: 'lst_copy_1' })),
  permit: call('sales.ops', authorizeSend, () => ({ email: 'eml_0000000000000001' })),
  'permit a price': call('sales.ops', authorizeSend, () => ({ email: 'eml_0000000000000002' })),
  redeem: call('sales.ops', redeemPermit, (world) => {
    const permit = newest(world);
    return permit === undefined ? null : { permit, tool_use_id: 'a call' };
  }),
  'redeem elsewhere': call('sales.ops', redeemPermit, (world) => {
    const permit = newest(world);
    return permit === undefined ? null : { permit, tool_use_id: 'another call' };
  }),
  'report sent': reported('sent'),
  'report failed': reported('failed'),
  'report unknown': reported('unknown'),
  'opt out': call('sales.ops', suppressContact, () => ({ contact: ana, reason: 'opt_out' })),
  reply: replied(2, 'Interesting, tell me more.'),
  'reply that asks to stop': replied(6, 'We have this. Please take me off your list.'),
  demote: call('sales.ops', proposeStageChange, () => ({
    account: 'acme.com',
    change: 'disqualify' as const,
    trigger: 'company_ended' as const,
    reason: 'wound up',
  })),
  pause: held('pause'),
  resume: held('resume'),
  end: held('end'),
  flag: call('cmo', flagContent, () => ({ template: version, kind: 'brand_voice' as const, why: 'too loud' })),
  kill: call('cmo', resolveFlag, () => ({ flag: version, decision: 'reject' as const, resolution: 'not ours' })),
  join: call('sales.ops', saveAccount, () => ({ domain: 'acme.com', contacts: [{ contact: ana, same_as: bea }] })),
  erase: call('legal.exec', erasePerson, () => ({ contact: ana, basis: 'GDPR 17' })),
  'half an hour': (world) => {
    world.now = new Date(Date.parse(world.now) + 31 * 60_000).toISOString();
    return 'passed';
  },
};

/** Acme as an MQL without review, Ana and Bea, live copy for nurture, a list with Ana, and two rendered mails to her. */
function opening(): TestWorld {
  const policy = loadPolicy('test/fixtures/mailbox-policy.yaml');
  if (isPolicyProblem(policy)) throw new Error(JSON.stringify(policy.problems));
  const world = new TestWorld('2026-04-21T14:00:00.000Z', policy);
  const contacts = [
    { name: 'Ana Ruiz', email: ana },
    { name: 'Bea Lind', email: bea },
  ];
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts(), contacts });
  file(world, signal.comment(1), { ago: 1 });
  classify(world);
  score(world, twoHigh());
  for (const touch of [1, 2, 3, 4, 5]) {
    const wanted = { sequence: 'nurture', touch, purpose: 'a mail', estimate_hours: 0.25 };
    const { request } = world.run('cro', requestTemplate, wanted).extra;
    world.run('category.positioning', draftTemplate, { request: request.id, ...nurtureCopy, submit: true });
    const template = `nurture_${touch}_v1`;
    const hash = heldTemplate(world.copy, template)?.hash ?? '';
    world.run('cmo', reviewTemplate, { template, decision: 'approve', hash });
    world.run('sales.ops', loadTemplate, { template });
  }
  world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [ana] });
  const contact = world.account('acme.com').contacts[0]?.id ?? '';
  for (const n of [1, 2]) {
    const of = { contact, template: version, sequence: 'nurture', touch: 1, failing: [] };
    const email = { id: `eml_000000000000000${n}`, hash: `${n}`.repeat(64), ...of, names_price: n === 2 };
    const words = { to: ana, subject: 'Partners', text: n === 2 ? 'It is $2,500.' : 'Hi Ana.', headers: '{}' };
    world.run('sales.ops', renderSequenceEmail, { email, words });
  }
  return world;
}

/** People who can still be named: an erased contact that nothing living, enrolled or permitted points to cannot. */
function nameable({ contacts, enrolments = [], permits = [] }: ReturnType<TestWorld['account']>): readonly string[] {
  const named = new Set([...enrolments, ...permits].map(({ contact }) => contact));
  const within = contacts.filter(({ id, erased }) => !erased || named.has(id));
  const joined = new Set(within.map(({ part_of }) => part_of));
  return contacts.filter((each) => within.includes(each) || joined.has(each.id)).map(({ id }) => id);
}

/** State that decisions on a send read, and no ids, no instants: people by their place among those who can be named. */
function keyOf(world: TestWorld, path: readonly string[]): string {
  const account = world.account('acme.com');
  const { stage, review, contacts, enrolments = [], permits = [], over_permits = [], withheld = [], tasks } = account;
  const people = nameable(account);
  const who = (id: string) => people.indexOf(id);
  const open = tasks.filter(({ closed_at }) => closed_at === undefined).map(({ kind }) => kind);
  return JSON.stringify([
    // The list's state: nothing else tells that it was approved.
    path.includes('approve'),
    heldTemplate(world.copy, version)?.state,
    stage,
    review,
    contacts
      .filter(({ id }) => people.includes(id))
      .map(({ id, erased, part_of, left }) => [
        world.suppressed.has(id),
        Boolean(erased),
        part_of === undefined ? (left ?? '') : who(part_of),
      ]),
    enrolments.map(({ contact, touch, over, holds, sent }) => [
      who(contact),
      touch,
      over?.as,
      holds.map(({ why }) => why),
      sent.length,
    ]),
    permits.map(({ contact, state, expires_at, redeemed }) => [
      who(contact),
      state,
      expires_at > world.now,
      redeemed?.by,
    ]),
    over_permits.length > 0,
    withheld.map(({ contact }) => who(contact)).filter((place) => place >= 0),
    [...new Set(open)].sort(),
  ]);
}

interface Taken {
  readonly name: string;
  readonly outcome: string;
  readonly wasSuppressed: boolean;
  readonly wasWithheld: boolean;
  readonly wasLive: boolean;
}

/** Invariants 1, 4 and 5 on one step. */
function wrong(world: TestWorld, { name, outcome, wasSuppressed, wasWithheld, wasLive }: Taken): readonly string[] {
  const { enrolments = [], permits = [], contacts, withheld = [] } = world.account('acme.com');
  const [person] = contacts;
  const isOut = outcome === 'granted' || outcome === 'redeemed';
  const said: string[] = [];
  if (isOut && (wasSuppressed || wasWithheld)) said.push(`inv1 ${name} let a mail out to who must not be written to`);
  if (isOut && !wasLive) said.push(`inv4 ${name} let a mail out whose copy is not live`);
  if (name === 'permit a price' && isOut) said.push('inv4 a price was permitted below SQL');
  const sent = enrolments.flatMap((each) => each.sent.filter(({ touch }) => touch === 1));
  const under = permits.filter(({ touch, state }) => touch === 1 && state !== 'open');
  if (sent.length + under.length > 1) said.push(`inv5 touch 1 went out ${sent.length + under.length} times`);
  if (permits.filter(({ touch }) => touch === 1).length > 1) said.push('inv5 two permits stand for touch 1');
  const open = permits.filter(({ state, expires_at }) => state === 'open' && expires_at > world.now);
  const mayNot = (id: string) => world.suppressed.has(id) || withheld.some(({ contact }) => contact === id);
  if (open.some(({ contact }) => mayNot(contact))) said.push('inv1 a permit stands open to who must not be written to');
  if (person?.erased && open.some(({ contact }) => contact === person.id))
    said.push('inv1 a permit stands open to somebody erased');
  return said;
}

interface Node {
  readonly saved: SavedWorld;
  readonly now: string;
  readonly path: readonly string[];
}

/** One act from a state, and what it did that may not be. */
function step(world: TestWorld, { saved, now, path }: Node, name: string, act: Act) {
  world.restore(saved);
  world.now = now;
  const { contacts, withheld = [] } = world.account('acme.com');
  const [person] = contacts;
  const wasSuppressed = person !== undefined && world.suppressed.has(person.id);
  const wasLive = heldTemplate(world.copy, version)?.state === 'live';
  const outcome = act(world);
  const said = wrong(world, { name, outcome, wasSuppressed, wasWithheld: withheld.length > 0, wasLive });
  return { outcome, said, path: [...path, name] };
}

/** Breadth first over every order of the acts, until nothing new is found or a bound is met. */
export function searchSending({ states: most }: { readonly states: number }): Searched {
  const world = opening();
  const known = new Set([keyOf(world, [])]);
  let layer: Node[] = [{ saved: world.save(), now: world.now, path: [] }];
  const outcomes: string[] = [];
  const violations: string[] = [];
  let depth = 0;
  while (layer.length > 0 && known.size <= most) {
    const next: Node[] = [];
    for (const node of layer)
      for (const [name, act] of Object.entries(acts)) {
        const { outcome, said, path } = step(world, node, name, act);
        outcomes.push(outcome);
        if (said.length > 0) violations.push(`${said.join('; ')}: ${path.join(' > ')}`);
        const key = keyOf(world, path);
        if (known.has(key)) continue;
        known.add(key);
        next.push({ saved: world.save(), now: world.now, path });
      }
    layer = next;
    depth += 1;
  }
  const count = (wanted: string) => outcomes.filter((each) => each === wanted).length;
  return {
    states: known.size,
    transitions: outcomes.length,
    granted: count('granted'),
    redeemed: count('redeemed'),
    depth,
    frontier: layer.length,
    violations,
  };
}
