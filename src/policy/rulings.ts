import { z } from 'zod';
import { rulingsFile } from '../shipped-files.ts';
import { readShipped } from './read-shipped.ts';

const Ruling = z.strictObject({
  id: z.string().regex(/^[A-Z]-?\d+b?$/),
  /** The heading it stands under. */
  topic: z.string().min(1),
  title: z.string().min(1),
  /** The clauses it reads, as bare numbers. */
  clauses: z.array(z.string().regex(/^\d+(\.\d+)*$/)).min(1),
  /** The points that it settles, one a line. */
  says: z.array(z.string().min(1)).min(1),
});

const Rulings = z.strictObject({ rulings: z.array(Ruling) });

/** How a gap or a contradiction of the clauses is read; decisions cite it by id. */
export type Ruling = z.infer<typeof Ruling>;

/** The rulings that ship with the program, in their order. */
export function loadRulings(file = rulingsFile): readonly Ruling[] {
  return readShipped(file, Rulings).rulings;
}

/** The rulings as markdown, by topic. */
export function rulingsText(rulings: readonly Ruling[]): string {
  const topics = [...new Set(rulings.map(({ topic }) => topic))];
  const sections = topics.map((topic) => {
    const own = rulings.filter((ruling) => ruling.topic === topic);
    return [`## ${topic}`, '', ...own.flatMap(rulingLines)].join('\n');
  });
  return ['# Rulings', '', 'How the clauses are read where they are silent or at odds.', '', ...sections].join('\n');
}

function rulingLines({ id, title, clauses, says }: Ruling): readonly string[] {
  return [
    `### ${id} ${title} (${clauses.map((clause) => `§${clause}`).join(', ')})`,
    '',
    ...says.map((point) => `- ${point}`),
    '',
  ];
}
