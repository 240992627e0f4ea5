import { rulingsText } from '../policy/rulings.ts';
import { resource } from './resource.ts';

export const rulings = resource({
  name: 'rulings',
  title: 'Rulings',
  description: 'How the gaps and contradictions of the SOP are read; decisions cite them by id.',
  uri: 'ladder://rulings',
  read: (_, { library }) => ({ data: { rulings: library.rulings }, markdown: rulingsText(library.rulings) }),
});
