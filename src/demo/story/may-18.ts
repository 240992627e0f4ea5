import type { Sitting, StoryValue } from '../story.ts';
import { routine } from './make.ts';

/** The mail as it is drafted, around the sentence that the CRO sends back. */
function draft(middle: string): { readonly [name: string]: StoryValue } {
  return {
    request: { $: 'copyRequest' },
    subject: '{{company}}: who answers for partner revenue?',
    body: `{{insight}} {{trigger}} {{hook}}\n${middle} Would the free 45-minute Ecosystem Revenue Architecture Briefing be a good place to test the idea first?`,
    slots: [
      { name: 'insight', rests_on: 'insight_fact' },
      { name: 'trigger', rests_on: 'trigger_signal' },
      { name: 'hook', rests_on: 'hook' },
    ],
    submit: true,
  };
}

const axes =
  'I see two axes here: RevOps governs the first, and Ecosystem Revenue Intelligence governs the second beside it.';

/** The CRO's word on a version. */
const word = (says: string, given: { readonly [name: string]: StoryValue }, expect: string, state: string) => ({
  says,
  tool: 'review_template',
  with: { template: { $: 'version' }, hash: { $: 'hash' }, ...given },
  expect,
  shows: { 'template/state': state },
});

/** Copy for activation: asked for, sent back once, live the same day. */
export const may18: readonly Sitting[] = [
  {
    at: '2026-05-18T09:00',
    role: 'cro',
    says: 'SQLs are waiting, and there is no first mail to open with.',
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Asked for, with what it is for.',
        tool: 'request_template',
        with: { sequence: 'activation', touch: 1, purpose: 'the first mail to a new SQL', estimate_hours: 2 },
        expect: 'queued',
        save: { copyRequest: 'request/id' },
      },
    ],
  },
  {
    at: '2026-05-18T10:00',
    role: 'category.positioning',
    says: 'Whoever writes it reads the rules on the way.',
    steps: [
      {
        says: 'The price is right, the second axis is missing: it stays a draft.',
        tool: 'draft_template',
        with: draft('My Assessment puts the partner side of {{company}} on paper for $2,500, once.'),
        expect: 'drafted',
        shows: { 'checks/brand.parallel_axis/verdict': 'fail', 'template/state': 'draft' },
      },
      {
        says: 'With both axes in it, and submitted.',
        tool: 'draft_template',
        with: draft(`${axes} My Assessment maps {{company}} for $2,500, once.`),
        expect: 'submitted',
        shows: { 'template/state': 'cmo_review' },
        save: { version: 'template/id', hash: 'template/hash' },
      },
    ],
  },
  {
    at: '2026-05-18T11:00',
    role: 'cmo',
    says: 'The brand is read first.',
    steps: [word('It sounds like us.', { decision: 'approve' }, 'approved', 'cro_review')],
  },
  {
    at: '2026-05-18T11:30',
    role: 'cro',
    says: 'Then the narrative.',
    steps: [
      word(
        'Maps what? A buyer has to know what lies on the table afterwards.',
        { decision: 'reject', feedback: 'Say what the Assessment leaves behind: the second axis, on paper.' },
        'rejected',
        'rejected',
      ),
    ],
  },
  {
    at: '2026-05-18T13:00',
    role: 'category.positioning',
    says: 'The words come back with what was amiss.',
    sweep: { 'tasks/redraft_template/tool': 'draft_template' },
    steps: [
      {
        says: 'One sentence is another one; the version is a new one.',
        tool: 'draft_template',
        with: draft(`${axes} My Assessment puts that second axis of {{company}} on paper for $2,500, once.`),
        expect: 'submitted',
        shows: { 'template/version': 2, 'closed/redraft_template/role': 'category.positioning' },
        save: { version: 'template/id', hash: 'template/hash' },
      },
    ],
  },
  {
    at: '2026-05-18T14:00',
    role: 'cmo',
    says: 'Read once more: what was approved in the morning were other words.',
    steps: [word('Still us.', { decision: 'approve' }, 'approved', 'cro_review')],
  },
  {
    at: '2026-05-18T14:30',
    role: 'cro',
    says: 'The second reading.',
    steps: [word('A buyer can picture that.', { decision: 'approve' }, 'approved', 'approved')],
  },
  {
    at: '2026-05-18T15:00',
    role: 'sales.ops',
    says: 'Approved words go live by one hand.',
    sweep: { 'tasks/load_template/tool': 'load_template' },
    ...routine('Inbox and boards read, nothing new.', 'propose_nurture'),
    steps: [
      {
        says: 'Loaded: from here on a mail can be made of it.',
        tool: 'load_template',
        with: { template: 'activation_1' },
        expect: 'live',
        shows: { 'template/state': 'live', 'closed/load_template/role': 'sales.ops' },
      },
    ],
  },
];
