import { cell, page } from './markdown.ts';
import { resource } from './resource.ts';

export const rulings = resource({
  name: 'rulings',
  title: 'Rulings',
  description: 'How the gaps and contradictions of the SOP are read; decisions cite them by id.',
  uri: 'ladder://rulings',
  read(_, { library }) {
    const topics = new Map<string, string[]>();
    for (const { id, topic, clauses, text } of library.rulings) {
      const lines = topics.get(topic) ?? [];
      lines.push(`- **${id}** (${clauses.map((clause) => `§${clause}`).join(', ')}) ${cell(text)}`);
      topics.set(topic, lines);
    }
    return { data: { rulings: library.rulings }, markdown: page('Rulings', ...[...topics].map(([topic, lines]) => `## ${topic}\n\n${lines.join('\n')}`)) };
  },
});
