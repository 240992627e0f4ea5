/** Stryker's plugin that leaves all but one declaration of so many as they are: a share of the mutants at that share of the time. */
const sample = Number(process.env.LADDER_MUTATION_SAMPLE ?? 1);

let declarations = 0;

const holdsCode = ({ type, declaration }) =>
  !/^(?:Import|TS)/.test(type) &&
  !(type === 'ExportNamedDeclaration' && (!declaration || declaration.type.startsWith('TS')));

const drawn = {
  shouldIgnore(path) {
    if (!path.parentPath?.isProgram() || !holdsCode(path.node)) return undefined;
    declarations += 1;
    return declarations % sample === 0 ? undefined : 'not in the sample';
  },
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'sample', value: drawn }];
