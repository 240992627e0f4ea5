import type { Reader } from '../ledger/port/ledger.ts';
import type { Library } from '../library/library.ts';
import type { VersionText } from '../library/template-version.ts';

/**
 * A template by id or by key and version (`nurture_1_v2`), or by key: its newest live version, else its newest. Of two
 * with one name the ledger's goes before the sample that ships.
 */
export function templateNamed(reader: Reader, { templates }: Library, named: string): VersionText | undefined {
  const text = named.trim();
  const { keys } = reader.copy();
  const known = Object.hasOwn(keys, text) ? keys[text] : undefined;
  const live = known?.held.filter(({ state }) => state === 'live').at(-1);
  const own = reader.template(known ? (live?.id ?? `${text}_v${known.last}`) : text);
  return (
    own ??
    templates.find(({ id }) => id === text) ??
    templates
      .filter(({ key }) => key === text)
      .sort((a, b) => a.version - b.version)
      .at(-1)
  );
}
