import type { Library } from '../library/library.ts';
import type { TemplateVersion } from '../library/template-version.ts';

/** A template by id, by key and version (`nurture_1_v2`), or by key: its newest version. */
export function templateNamed({ templates }: Library, named: string): TemplateVersion | undefined {
  const text = named.trim();
  return (
    templates.find((each) => each.id === text) ??
    templates
      .filter((each) => each.key === text)
      .sort((a, b) => a.version - b.version)
      .at(-1)
  );
}
