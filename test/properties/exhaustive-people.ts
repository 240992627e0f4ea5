import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import { erasePerson } from '../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../src/rules/suppression/void-suppression.ts';
import { completeTask } from '../../src/rules/tasks/complete-task.ts';
import { type Action, action, domain, note, people } from './exhaustive-commands.ts';

const { ana, kim, 'ana elsewhere': elsewhere } = people;

const save = (name: string, contacts: readonly object[]): Action =>
  action(name, 'sales.ops', saveAccount, () => ({ domain, contacts }));

const suppress = (who: string, email: string): Action =>
  action(`suppress the address of ${who}`, 'sales.ops', suppressContact, () => ({
    contact: email,
    reason: 'opt_out' as const,
  }));
const unsuppress = (who: string, email: string): Action =>
  action(`void the suppression of the address of ${who}`, 'legal.exec', voidSuppression, () => ({
    contact: email,
    evidence: 'another person of that name',
  }));
/** Once: who is erased and comes back is a contact more each time. */
const erase = (who: string, email: string): Action =>
  action(`erase ${who}`, 'legal.exec', erasePerson, ({ contacts }) =>
    contacts.some(({ erased }) => erased) ? null : { contact: email, basis: 'a request of May' },
  );

/** State of the search: one person under two addresses, and notes that wait. */
export const peopleCommands: readonly Action[] = [
  note('mining.mind', 'comment', 'ana elsewhere'),
  note('mining.mind', 'E3', 'ana elsewhere'),
  note('cro', 'E4', 'ana elsewhere'),
  note('mining.mind', 'comment', 'kim'),
  note('cro', 'E4', 'kim'),
  save('save_account joins ana with ana elsewhere', [{ contact: ana.email, same_as: elsewhere.email }]),
  save('save_account joins ana elsewhere with ana', [{ contact: elsewhere.email, same_as: ana.email }]),
  save('save_account places kim', [kim]),
  action('dismiss kim', 'sales.ops', completeTask, () => ({ task: `wtg_${kim.email}`, note: 'of no company we know' })),
  action('complete look_at_namesakes', 'sales.ops', completeTask, ({ tasks }) => {
    const id = tasks.find((task) => task.kind === 'look_at_namesakes' && task.closed_at === undefined)?.id;
    return id ? { task: id, note: 'mother and daughter' } : null;
  }),
  suppress('ana elsewhere', elsewhere.email),
  suppress('kim', kim.email),
  unsuppress('ana elsewhere', elsewhere.email),
  unsuppress('kim', kim.email),
  erase('ana', ana.email),
  erase('kim', kim.email),
];
