import { describe, expect, test } from 'vitest';
import { activation, judge } from '../example.ts';

/** Verdict and evidence. */
function axis(body: string, context: Readonly<Record<string, unknown>> = {}) {
  const { verdict, evidence = [] } = judge('brand.parallel_axis', { subject: 'x', body }, context);
  return [verdict, ...evidence];
}

describe('K8 what makes ours the successor of RevOps', () => {
  test.each([
    ['ERI sits above RevOps.', 'above RevOps'],
    ['At Acme RevOps is a layer of ERI.', 'RevOps is a layer'],
    ['RevOps was the typewriter. ERI is the laptop.', 'RevOps was the typewriter. ERI is the laptop'],
    ['ERI is an oar. RevOps was a cart.', 'ERI is an oar. RevOps was a cart'],
    ['It rains. RevOps was just a plane. ERI is a car. It rains.', 'RevOps was just a plane. ERI is a car'],
    ['At Acme RevOps began last quarter, but ERI begins it.', 'At Acme RevOps began last quarter, but ERI begins it'],
    ['It rains. RevOps is fine. The ecosystem era replaces it.', 'replaces it'],
    ['Your legacy RevOps is slow.', 'legacy RevOps'],
    ['Das ist neue Phase RevOps-Team.', 'neue Phase RevOps'],
    ['Remplace votre chose RevOps.', 'Remplace votre chose RevOps'],
    ['Remplace RevOps responsable.', 'Remplace RevOps'],
    ['ERI ersetzt RevOps nicht nur.', 'ersetzt RevOps'],
    ['ERI ersetzt RevOps nichts.', 'ersetzt RevOps'],
    ['Rather than all that, ERI replaces RevOps.', 'replaces RevOps'],
    ['It is not so, a b c d e f g h ERI replaces RevOps.', 'replaces RevOps'],
    ['It is not a b c d e f g h ERI replaces RevOps.', 'replaces RevOps'],
    ['This ERI is a new version of your RevOps handbook.', 'new version of your RevOps'],
    ['This is a new version of your RevOps idea.', 'new version of your RevOps'],
    ['This is a new version of RevOps handbook.', 'new version of RevOps'],
    ['The next evolution is here.', 'next evolution'],
    ['After RevOps, what?', 'After RevOps'],
    ['After RevOps', 'After RevOps'],
    ['After RevOps ends, partners left.', 'After RevOps'],
    ['After RevOps pass it, partners left.', 'After RevOps'],
    ['After RevOps need it, partners left.', 'After RevOps'],
    ['After RevOps freedom, partners left.', 'After RevOps'],
    ['After RevOps stand, partners left.', 'After RevOps'],
    ["After RevOps CFO's, partners left.", 'After RevOps'],
    ['You replaced RevOps moved teams.', 'replaced RevOps'],
  ])('5.3h %s', (body, words) => {
    expect(axis(body)).toEqual(['fail', words]);
  });

  test.each([
    'RevOps counts. ERI sits above it.',
    'It sits above all. RevOps counts, ERI counts.',
    'RevOps was typing. ERI is a laptop.',
    'RevOps is the typewriter. ERI is the laptop.',
    'RevOps was the typewriter. ERI was the laptop.',
    'RevOps was the typewriter. ERI is ours.',
    'RevOps types the letters. ERI is the laptop.',
    'RevOps saw last quarter. ERI sees next quarter.',
    'It rains. RevOps is fine. It rains. The ecosystem era replaces it.',
    'Your RevOps team is fine. A new tool replaces it.',
    'RevOps stays beside it, the era replaces it.',
    'At Acme RevOps hires feed on ERI.',
    'At Acme RevOps managers feed on ERI.',
    'Your legacy RevOps tool is slow.',
    'Your legacy RevOps-tool is slow.',
    'Remplace votre responsable RevOps.',
    'You replaced RevOps-leader Bo.',
    'You replaced RevOps leader Bo.',
    'ERI ersetzt RevOps nicht.',
    'Rather than replace RevOps, it sits.',
    'Short of ideas you replace RevOps.',
    'This is a new version of your RevOps handbook.',
    "This is a new version of Acme's RevOps handbook.",
    'ERI counts. This is a new version of your RevOps handbook.',
    'The evolution of your revenue operations handbook.',
    'The next evolution of your partner tiers.',
    'After RevOps has moved to the CFO, partners left.',
    'After RevOps was hired, partners left.',
    'After RevOps sent it, partners left.',
    'After RevOps counts it, partners left.',
  ])('5.3h nothing does in: %s', (body) => {
    expect(axis(body)).toEqual(['pass']);
  });

  test('5.3h an end is one of RevOps in its clause, eight words away at most on either side', () => {
    expect(axis('RevOps wird bald niemand mehr brauchen.')).toEqual(['fail', 'niemand mehr brauchen']);
    expect(axis('RevOps a b c d e f g goodbye.')).toEqual(['fail', 'goodbye']);
    expect(axis('Goodbye a b c d e f g RevOps.')).toEqual(['fail', 'Goodbye']);
    for (const body of [
      'RevOps a b c d e f g h goodbye.',
      'Goodbye a b c d e f g h RevOps.',
      'RevOps is fine, goodbye.',
      'Dinosaurs rest, RevOps is fine.',
      'RevOps is fine. Goodbye.',
    ])
      expect([body, ...axis(body)]).toEqual([body, 'pass']);
    expect(axis('Dinosaurs like RevOps rest, it rains, RevOps is fine.')).toEqual(['fail', 'Dinosaurs']);
  });

  test('5.3h what belongs to them is old beside ours by a likeness alone', () => {
    const likened = (body: string) => axis(body)[0] === 'fail';
    expect([
      likened('Your RevOps stack is the old world. ERI is the new one.'),
      likened('Your RevOps stack was the typewriter. ERI is the laptop.'),
      likened('Your RevOps stack is the old world. ERI is the good one.'),
      likened('Your RevOps stack is the good world. ERI is the new one.'),
      likened('Your RevOps stack has the old world. ERI is the new one.'),
      likened('Your RevOps stack was built last. ERI builds the next.'),
    ]).toEqual([true, true, false, false, false, false]);
  });

  test('5.3h two frames are two findings, in the order of reading', () => {
    expect(judge('brand.parallel_axis', { subject: 'RevOps 2.0', body: 'It is post-RevOps.' })).toMatchObject({
      because: '`RevOps 2.0`, `post-RevOps` makes ours the successor of RevOps',
      evidence: ['RevOps 2.0', 'post-RevOps'],
    });
  });

  test('5.3h the frame excuses the pair in its own sentence and beside it, no further', () => {
    const pair = 'RevOps was just typing. ERI is a laptop.';
    expect(axis(`They sit side by side. ${pair}`)[0]).toBe('pass');
    expect(axis(`${pair} They sit side by side.`)[0]).toBe('pass');
    expect(axis(`They sit side by side. It rains. ${pair}`)[0]).toBe('fail');
    expect(axis(`${pair} It rains. They sit side by side.`)[0]).toBe('fail');
    const turned = 'ERI is a laptop. RevOps was just typing.';
    expect(axis(`They sit side by side. ${turned}`)[0]).toBe('pass');
    expect(axis(`${turned} They sit side by side.`)[0]).toBe('pass');
  });

  test.each([
    'ERI, RevOps matter.',
    'At Acme ERI (and RevOps) matter.',
    'At Acme ERI does not feed on RevOps.',
    'At Acme ERI works with RevOps.',
    'At Acme ERI counts what RevOps covers.',
  ])('5.3h one sentence may name both: %s', (body) => {
    expect(axis(body)).toEqual(['pass']);
  });

  test.each([
    ['At Acme ERI will not only feed on RevOps.', 'ERI will not only feed on RevOps'],
    ['It is not rain. At Acme ERI feeds on RevOps.', 'ERI feeds on RevOps'],
    ['At Acme ERI counts what RevOps eats.', 'ERI counts what RevOps'],
    ['At Acme ERI eats what RevOps covers.', 'ERI eats what RevOps'],
    ['At Acme ERI eats and RevOps covers.', 'ERI eats and RevOps'],
    ['It works with you. At Acme ERI feeds on RevOps.', 'ERI feeds on RevOps'],
  ])('5.3h or it may not: %s', (body, words) => {
    expect(axis(body)).toEqual(['fail', words]);
  });

  test('5.3h activation states the frame of the two, not of one and somebody else', () => {
    expect(axis('RevOps sits beside ERI.', activation)).toEqual(['pass', 'RevOps sits beside ERI']);
    expect(axis('RevOps sits. ERI sits beside it.', activation)).toEqual(['pass', 'RevOps sits. ERI']);
    expect(axis('RevOps sits beside you.', activation)).toEqual(['fail']);
    expect(axis('RevOps sits. It rains, beside. It snows. ERI sits.', activation)).toEqual(['fail']);
  });
});

test('5.3h what RevOps becomes when it grows up is its successor, and its old fields are none', () => {
  expect(axis('When RevOps grows up, it becomes ecosystem intelligence.')[0]).toBe('fail');
  expect(axis('I doubt the old RevOps fields fit accountants.')[0]).toBe('pass');
});
