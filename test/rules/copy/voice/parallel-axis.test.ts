import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activation, judge, verdict } from '../example.ts';

const axis = (body: string, context: Readonly<Record<string, unknown>> = {}): string =>
  verdict('brand.parallel_axis', { body }, context);

const successors = [
  'ERI replaces RevOps.',
  'ERI will replace your RevOps stack.',
  'The successor to RevOps is here.',
  'It supersedes Revenue Operations.',
  'RevOps has had its day.',
  'RevOps was yesterday; ERI is now.',
  'RevOps is obsolete.',
  'RevOps is no longer enough.',
  'ERI is the new RevOps.',
  'ERI picks up where RevOps leaves off.',
  'ERI takes over from RevOps.',
  'This is the next evolution.',
  'the next-generation RevOps',
  'What follows RevOps?',
  'What’s next after RevOps',
  'Welcome to life after RevOps.',
  'Time to move on from RevOps.',
  'Outgrown RevOps?',
  'The future of RevOps is ERI.',
  'post–RevOps',
  'RеvОps 2.0',
  'RevOps\u00a02.0',
  'Rev\u200bOps 2.0',
  'RevOps v2',
  'Not just RevOps 2.0 but more.',
  'Why not go beyond RevOps?',
  'RevOps will be replaced by ERI.',
  'RevOps is being superseded.',
  'RevOps was superseded.',
  'The RevOps era is ending.',
  'RevOps as we know it is over.',
  'RevOps is a thing of the past.',
  'RevOps is on its way out.',
  'RevOps had a good run.',
  "RevOps doesn't cut it anymore.",
  'RevOps was step one; ERI is step two.',
  'Companies are outgrowing RevOps.',
  'Swap RevOps for ERI.',
  'Say goodbye to RevOps.',
  'Forget RevOps.',
  'ERI takes RevOps to the next level.',
  'ERI is where RevOps is headed.',
  'ERI inherits from RevOps.',
  'ERI is a better RevOps.',
  'ERI is the next step.',
  'RevOps handles one axis. ERI is its successor.',
  'The RevOps of tomorrow',
  'RevOps, the next generation',
  "ERI isn't just a successor to RevOps, it is more.",
  "I don't doubt that ERI replaces RevOps.",
];

const neighbours = [
  'ERI does not replace RevOps.',
  'It is never a successor to RevOps.',
  'ERI is not the next generation of RevOps, it runs beside it.',
  'ERI runs parallel to RevOps.',
  'You replaced your RevOps lead in March.',
  'After your RevOps team moved to the CFO, who owns it?',
  'Your VP RevOps sits next to the CRO.',
  'I read your post. RevOps was in it.',
  'The next evolution of your partner tiers looks bold.',
  'RevOps 101 is your course.',
  'Rather than replace RevOps, ERI sits beside it.',
  'Instead of replacing RevOps, ERI adds a second axis.',
  'What is next for your RevOps team in Q3?',
  'The new RevOps team at Acme has 12 people.',
  'Your traditional RevOps report has no partner column.',
  'After RevOps moved under the CFO, partners lost an owner.',
  'RevOps was the first team you hired.',
  'RevOps has 14 people at Acme.',
  'ERI is not the next step after RevOps.',
];

describe('brand.parallel_axis', () => {
  for (const body of successors) {
    it(`5.3h a successor of RevOps: ${body}`, () => {
      expect(axis(body)).toBe('fail');
    });
  }
  for (const body of neighbours) {
    it(`5.3h no successor of RevOps: ${body}`, () => {
      expect(axis(body)).toBe('pass');
    });
  }
  const stated = [
    'RevOps handles one axis, ERI handles the other.',
    'I see two axes of revenue governance.',
    'ERI runs alongside your RevOps team.',
    'RevOps governs one axis of revenue, and ERI governs a second.',
  ];
  for (const body of stated) {
    it(`5.3h activation states the two axes: ${body}`, () => {
      expect(axis(body, activation)).toBe('pass');
    });
  }
  for (const body of ['I counted 14 listings.', 'RevOps is fine.', 'ERI is new.']) {
    it(`5.3h activation must state the two axes, nurture need not: ${body}`, () => {
      expect(axis(body, activation)).toBe('fail');
      expect(axis(body)).toBe('pass');
    });
  }
  it('5.3h the finding quotes the frame', () => {
    expect(judge('brand.parallel_axis', { body: 'Think of it as RevOps 2.0.' })).toEqual({
      rule: 'brand.parallel_axis',
      clause: '5.3.8',
      ruling: 'K8',
      verdict: 'fail',
      because: '`RevOps 2.0` makes ours the successor of RevOps',
      basis: 'sop',
      evidence: ['RevOps 2.0'],
      remedy: 'say that RevOps handles one axis and Ecosystem Revenue Intelligence the other',
    });
  });
  it('5.3h neither hyphens, case nor unseen characters hide a frame', () => {
    const gap = fc.constantFrom(' ', '-', '–', '‑', '\u00a0', ' \u200b', '  ');
    fc.assert(
      fc.property(gap, gap, fc.boolean(), (one, two, isLoud) => {
        const frame = `next${one}generation of Rev${two}Ops`;
        expect(axis(isLoud ? frame.toUpperCase() : frame)).toBe('fail');
      }),
    );
  });
});
