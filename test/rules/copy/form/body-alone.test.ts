import { describe, expect, test } from 'vitest';
import { found } from '../example.ts';

const alone = (body: string, context: Readonly<Record<string, unknown>> = {}) => found('body.alone', { body }, context);
const counted = 'I counted 14 listings. Is that yours?';

describe('K1 a body that brings what the renderer adds', () => {
  test.each([
    [`Hi Ana,\n\n${counted}`, 'Hi Ana,'],
    [`Hi Ana, ${counted}`, 'Hi Ana,'],
    [`Good morning!\n${counted}`, 'Good morning!'],
    [`Dear Ms. Diaz\n${counted}`, 'Dear Ms. Diaz'],
    [`Sehr geehrte Frau Diaz,\n${counted}`, 'Sehr geehrte Frau Diaz,'],
    [`Ana,\n${counted}`, 'Ana,'],
    [`${counted}\n\nBest,`, 'Best,'],
    [`${counted}\nKind regards\nRick`, 'Kind regards', 'Rick'],
    [`${counted}\n- Rick Bell`, '- Rick Bell'],
    [`${counted}\nMit freundlichen Grüßen\nP.S. It is short.`, 'Mit freundlichen Grüßen'],
    [`${counted}\nThanks, Rick`, 'Thanks, Rick'],
    [`${counted}\n1 Main  Street, Boston`, '1 Main Street, Boston'],
  ])('K1 %s', (body, ...words) => {
    expect(alone(body, { sender: { name: 'Rick Bell', postal_address: '1 Main Street, Boston' } })).toEqual(words);
  });

  test.each([
    counted,
    `Ana, ${counted}`,
    `Hello from Boston.\n${counted}`,
    `Cara Diaz, your CFO, asked me.\n${counted}`,
    `Thanks for the map.\n${counted}`,
    `${counted}\nThe best partners\nare yours to name.`,
    `Best regards was how your page ended.\n${counted}`,
    `${counted}\nP.S. Rick`,
  ])('K1 nothing in: %s', (body) => {
    expect(alone(body, { sender: { name: 'Rick Bell', postal_address: ' ' } })).toEqual([]);
  });
});
