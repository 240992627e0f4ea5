import { hoursLeft, queueOf, weeklyHours } from '../rules/templates/queue.ts';
import { isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';
import { fittingRows } from '../views/bounds.ts';
import { checkLine } from '../views/shared.ts';
import { spokenTime } from '../views/spoken.ts';
import { sampleStanding, type TemplateStanding, templateStanding } from '../views/template-standing.ts';
import { asIs, cell, goesOn, page, quote, section, table } from './markdown.ts';
import { type Paged, resource, type Scope, type Seen } from './resource.ts';

/** Versions of one key that a page shows at most. */
const shown = 20;

function keysOf({ reader, library }: Scope): readonly string[] {
  return [...new Set([...Object.keys(reader.copy().keys), ...library.templates.map(({ key }) => key)])].sort();
}

/** The versions of a key without their words: those on their way or live, the newest of the others, the sample. */
function outline(key: string, { reader, library }: Scope) {
  const listed = reader.templatesOf(key, { limit: shown });
  const own = isRefusal(listed) ? [] : listed.items;
  const samples = library.templates.filter((each) => each.key === key && !own.some(({ id }) => id === each.id));
  return [...own, ...samples].map(({ id, version, state, hash, sequence, touch, subject }) => ({
    id,
    version,
    state,
    hash,
    sequence,
    touch,
    subject,
  }));
}

export const templates = resource({
  name: 'templates',
  title: 'Templates',
  description: 'Every template with its versions and their state, and what is asked for (§5.1, §5.4).',
  uri: 'ladder://templates',
  read(_, scope) {
    const listed = keysOf(scope).map((key) => ({ key, versions: outline(key, scope) }));
    const copy = scope.reader.copy();
    const requests = queueOf(copy).map(({ id, sequence, touch, purpose, estimate_hours }, n) => ({
      id,
      sequence,
      touch,
      purpose,
      estimate_hours,
      position: n + 1,
    }));
    const hours = { left: hoursLeft(copy, scope.moment), week: weeklyHours(scope.moment) };
    const rows = listed.flatMap(({ key, versions }) =>
      versions.map((each) => [key, each.version, each.sequence, each.touch, each.state, each.subject]),
    );
    const queue = requests.map((each) => [
      each.position,
      `${each.sequence} ${each.touch}`,
      each.purpose,
      `${each.estimate_hours} h`,
      asIs(each.id),
    ]);
    return {
      data: { templates: listed, requests, hours },
      markdown: page(
        'Templates',
        table(['Key', 'Version', 'Sequence', 'Touch', 'State', 'Subject'], rows),
        section('Asked for', ['Place', 'Touch', 'Purpose', 'Estimate', 'Id'], queue),
        `${hours.left} of ${hours.week} h of this week are left for first drafts.`,
      ),
    };
  },
});

export const template = resource({
  name: 'template',
  title: 'Template',
  description:
    'One template: each version with its words and slots, where it stands, who is next, what stops it, feedback and history.',
  uri: 'ladder://templates/{key}',
  pages: true,
  members: (scope) =>
    keysOf(scope).map((key) => ({
      uri: `ladder://templates/${key}`,
      name: `template-${key}`,
      title: `Template: ${key}`,
    })),
  complete: (typed, scope) => keysOf(scope).filter((key) => key.startsWith(typed)),
  read(variable, scope, paged = {}) {
    if (!keysOf(scope).includes(variable))
      return refuse('NOT_FOUND', {
        clause: '5.4',
        found: 'no template has that key',
        next: 'read ladder://templates for the keys',
      });
    return keyPage(variable, scope, paged);
  },
});

/** The newest versions first, as many as fit; the sample that ships comes last. */
function keyPage(key: string, scope: Scope, { cursor }: Paged): Seen | Refusal {
  const whole = versionsOf(key, scope, { limit: shown, cursor });
  if (isRefusal(whole)) return whole;
  const fit = fittingRows(whole.versions.map((each) => [each, versionText(each, scope)]));
  const cut = fit < whole.versions.length ? versionsOf(key, scope, { limit: fit, cursor }) : whole;
  if (isRefusal(cut)) return cut;
  const { versions, next_cursor } = cut;
  return {
    data: { key, versions, ...(next_cursor ? { next_cursor } : {}) },
    markdown: page(
      `Template ${key}`,
      ...versions.map((each) => versionText(each, scope)),
      goesOn(`ladder://templates/${key}`, next_cursor),
    ),
  };
}

function versionsOf(
  key: string,
  { reader, library, moment }: Scope,
  paging: { readonly limit: number; readonly cursor?: string | undefined },
): { readonly versions: readonly TemplateStanding[]; readonly next_cursor?: string } | Refusal {
  const listed = reader.templatesOf(key, paging);
  if (isRefusal(listed)) return listed;
  const own = listed.items.map((each) => templateStanding(each, reader, moment));
  if (listed.next_cursor) return { versions: own, next_cursor: listed.next_cursor };
  const samples = library.templates.filter((each) => each.key === key && reader.template(each.id) === null);
  return { versions: [...own, ...samples.map((each) => sampleStanding(each, reader))] };
}

function versionText(each: TemplateStanding, { moment: { calendar } }: Scope): string {
  const { version, state, subject, body, slots, hash, next, stopped_by = [], feedback, history = [] } = each;
  const due = next?.due_at ? `, until ${spokenTime(next.due_at, calendar)}` : '';
  return [
    `## Version ${version}: ${state.replaceAll('_', ' ')}`,
    ...(next ? [`Next: ${cell(`${next.role} with ${next.tool}: ${next.do}`)}${due}`] : []),
    ...(stopped_by.length > 0 ? [stopped_by.map((check) => `- ${cell(checkLine(check))}`).join('\n')] : []),
    ...(feedback ? [`Feedback:\n\n${quote(feedback)}`] : []),
    `Subject: ${cell(subject)}`,
    body
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n'),
    table(
      ['Slot', 'Rests on'],
      slots.map((slot) => [slot.name, slot.rests_on]),
    ),
    `Hash: \`${hash}\``,
    ...(history.length > 0
      ? [
          table(
            ['State', 'When', 'By', 'Because'],
            history.map(({ state: to, at, by, because }) => [
              to.replaceAll('_', ' '),
              spokenTime(at, calendar),
              by,
              because !== undefined && because === feedback ? 'the feedback above' : because,
            ]),
          ),
        ]
      : []),
  ].join('\n\n');
}
