import { isRefusal, refuse } from '../rules/vocabulary/refusal.ts';
import { channelView } from '../views/lists.ts';
import { spokenTime } from '../views/spoken.ts';
import { page, quote } from './markdown.ts';
import { resource, type Scope } from './resource.ts';

function names({ moment }: Scope): readonly string[] {
  const { notes, updates } = moment.policy.channels;
  return [notes.value, updates.value];
}

export const channels = resource({
  name: 'channel',
  title: 'Channel',
  description:
    'What was posted to a channel, newest first: signal notes and hand-offs, or classifications and dossiers.',
  uri: 'ladder://channels/{channel}',
  members: (scope) =>
    names(scope).map((name) => ({ uri: `ladder://channels/${name}`, name: `channel-${name}`, title: `#${name}` })),
  complete: (typed, scope) => names(scope).filter((name) => name.startsWith(typed)),
  read(variable, scope) {
    const known = names(scope);
    if (!known.includes(variable))
      return refuse('NOT_FOUND', {
        clause: '4.1',
        found: 'there is no such channel',
        next: `name one of ${known.join(', ')}`,
      });
    const data = channelView(scope.reader, variable, { limit: 100 });
    if (isRefusal(data)) return data;
    const posts = data.posts.map(({ at, text }) => `**${spokenTime(at, scope.moment.calendar)}**\n\n${quote(text)}`);
    return {
      data: { ...data },
      markdown: page(`#${variable}`, ...(posts.length > 0 ? posts : ['Nothing was posted yet.'])),
    };
  },
});
