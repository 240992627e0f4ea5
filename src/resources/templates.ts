import type { TemplateVersion } from '../library/template-version.ts';
import { refuse } from '../rules/vocabulary/refusal.ts';
import { cell, page, table } from './markdown.ts';
import { resource, type Scope } from './resource.ts';

interface Listed {
  readonly key: string;
  readonly versions: readonly TemplateVersion[];
}

function all({ library }: Scope): readonly Listed[] {
  const keys = [...new Set(library.templates.map((each) => each.key))];
  return keys.map((key) => ({ key, versions: library.templates.filter((each) => each.key === key) }));
}

export const templates = resource({
  name: 'templates',
  title: 'Templates',
  description: 'Every template with its versions and their state (§5.4).',
  uri: 'ladder://templates',
  read(_, scope) {
    const listed = all(scope);
    const rows = listed.flatMap(({ key, versions }) =>
      versions.map((each) => [key, each.version, each.sequence, each.touch, each.state, each.subject]),
    );
    return {
      data: { templates: listed },
      markdown: page('Templates', table(['Key', 'Version', 'Sequence', 'Touch', 'State', 'Subject'], rows)),
    };
  },
});

export const template = resource({
  name: 'template',
  title: 'Template',
  description: 'One template: its fixed text, its slots, and what each slot rests on.',
  uri: 'ladder://templates/{key}',
  members: (scope) =>
    all(scope).map(({ key }) => ({
      uri: `ladder://templates/${key}`,
      name: `template-${key}`,
      title: `Template: ${key}`,
    })),
  complete: (typed, scope) =>
    all(scope)
      .map(({ key }) => key)
      .filter((key) => key.startsWith(typed)),
  read(variable, scope) {
    const found = all(scope).find(({ key }) => key === variable);
    if (!found)
      return refuse('NOT_FOUND', {
        clause: '5.4',
        found: 'no template has that key',
        next: 'read ladder://templates for the keys',
      });
    const parts = found.versions.map(
      (each) =>
        `## Version ${each.version}: ${each.state}\n\nSubject: ${cell(each.subject)}\n\n${each.body
          .split('\n')
          .map((line) => `    ${line}`)
          .join('\n')}\n\n${table(
          ['Slot', 'Rests on'],
          each.slots.map((slot) => [slot.name, slot.rests_on]),
        )}`,
    );
    return { data: { ...found }, markdown: page(`Template ${found.key}`, ...parts) };
  },
});
