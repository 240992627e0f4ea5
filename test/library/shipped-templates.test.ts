import { describe, expect, it } from 'vitest';
import { stem } from '../../src/rules/language/content-words.ts';
import { policy, shipped } from '../rules/copy/example.ts';

const files = shipped();
const sequences = ['activation', 'nurture', 'post_briefing', 're_engagement'];
const touchesOf = (sequence: string) => files.filter((each) => each.sequence === sequence);

/** The fixed text in words; a declared slot parts what stands before it from what stands behind it. */
function piecesOf({ subject, body }: (typeof files)[number]): readonly (readonly string[])[] {
  return `${subject}\n${body}`
    .replaceAll('{{company}}', 'company')
    .split(/\{\{\w+\}\}|\n/)
    .map((piece) => wordsOf(piece));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[',][\p{L}\p{N}]+)*/gu) ?? [];
}

function runsOf(file: (typeof files)[number], length: number): readonly string[] {
  return piecesOf(file).flatMap((words) =>
    words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length).join(' ')),
  );
}

const common = new Set(policy.personal.common_words.value);
const contentOf = (words: readonly string[]) => words.filter((word) => !common.has(word)).map(stem);

describe('the shipped sequences', () => {
  for (const sequence of sequences) {
    it(`5.3f no two touches of ${sequence} share a run of five words`, () => {
      const seen = new Map<string, string>();
      const shared = touchesOf(sequence).flatMap((file) =>
        [...new Set(runsOf(file, 5))].flatMap((run) => {
          const before = seen.get(run);
          seen.set(run, file.key);
          return before === undefined ? [] : [`${before} and ${file.key}: ${run}`];
        }),
      );
      expect(shared).toEqual([]);
    });
    it(`5.3f each touch of ${sequence} brings a fact or an offer, in words that no other touch has`, () => {
      const lacking = touchesOf(sequence).flatMap(({ key, brings, body }) => {
        const content = contentOf(wordsOf(brings));
        const others = touchesOf(sequence).filter((each) => each.key !== key);
        const elsewhere = new Set(others.flatMap((each) => contentOf(piecesOf(each).flat())));
        const isOwn = content.length >= 2 && content.every((word) => !elsewhere.has(word));
        return body.includes(brings) && isOwn ? [] : [`${key}: ${brings}`];
      });
      expect(lacking).toEqual([]);
    });
  }
  it('5.3b a price stands in activation alone', () => {
    expect(files.filter(({ body }) => /\$\s?\d/.test(body)).map(({ key }) => key)).toEqual(['activation_1']);
  });
});
