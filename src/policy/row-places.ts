import { mayDrop } from './rows.ts';
import { isList, isMapping, type Mapping, rowName, type Tree, type TreePlace } from './tree.ts';

/** P6: the sections to which a change may add a row, and the names of such rows. Gates and routes stand in lists. */
const collections = [
  { at: 'engagement.signals', name: 'E(?:1[1-9]|20)' },
  { at: 'buying', name: 'S[1-9]' },
  { at: 'buying\\.S[1-9]\\.routes', name: '[a-z][a-z0-9_]*' },
  { at: 'gates', name: 'G\\d' },
  { at: 'sequences.types', name: '[a-z][a-z_]{1,29}' },
  { at: 'facts', name: '[a-z][a-z0-9_]*' },
].map(({ at, name }) => ({
  row: new RegExp(`^(${at})\\.(${name})$`),
  field: new RegExp(`^(${at}\\.${name})\\.([a-z_]+)$`),
}));

/** The row of that name and where it stands or would stand; null where rows of no kind that P6 knows stand there. */
function rowPlace(path: string, tree: Mapping): { readonly place: TreePlace; readonly row: Tree | undefined } | null {
  const [, at, name] = collections.flatMap(({ row }) => row.exec(path) ?? []);
  if (at === undefined || name === undefined) return null;
  const steps = at.split('.');
  const found = lookUp(tree, steps);
  if (isMapping(found)) return { place: { steps, key: name }, row: found[name] };
  const key = steps.at(-1);
  if (!isList(found) || key === undefined) return null;
  const place = { steps: steps.slice(0, -1), key, row: name };
  return { place, row: found.find((each) => rowName(each) === name) };
}

function lookUp(tree: Tree, steps: readonly string[]): Tree | undefined {
  return steps.reduce<Tree | undefined>((here, step) => (isMapping(here) ? here[step] : undefined), tree);
}

/** A row that a change adds, given whole. */
export function addedRow(path: string, given: Tree, tree: Mapping): TreePlace | null {
  const found = rowPlace(path, tree);
  return found !== null && found.row === undefined && isMapping(given) ? found.place : null;
}

/** A row that a change drops: a gate, a route, a buying signal, a type of the policy's own. */
export function droppedRow(path: string, given: Tree, tree: Mapping): TreePlace | null {
  const found = given === null ? rowPlace(path, tree) : null;
  if (found === null || found.row === undefined) return null;
  return found.place.row !== undefined || mayDrop(found.place.key, found.row) ? found.place : null;
}

/** The fields of a row that isn't there yet, given one by one, as one row. */
export function gathered(changes: Mapping, tree: Mapping): Mapping {
  const made: Record<string, Tree> = {};
  for (const [path, given] of Object.entries(changes)) {
    const [, row, field] = collections.flatMap((each) => each.field.exec(path) ?? []);
    const isNew = row !== undefined && !(row in changes) && isMissing(row, tree);
    if (row === undefined || field === undefined || !isNew) made[path] = given;
    else {
      const known = made[row];
      made[row] = { ...(isMapping(known) ? known : {}), [field]: given };
    }
  }
  return made;
}

function isMissing(path: string, tree: Mapping): boolean {
  const found = rowPlace(path, tree);
  return found !== null && found.row === undefined;
}
