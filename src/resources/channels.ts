import { isRefusal, refuse } from '../rules/vocabulary/refusal.ts';
import { fittingRows } from '../views/bounds.ts';
import { channelView } from '../views/lists.ts';
import { spokenTime } from '../views/spoken.ts';
import { goesOn, page, quote } from './markdown.ts';
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
  pages: true,
  members: (scope) =>
    names(scope).map((name) => ({ uri: `ladder://channels/${name}`, name: `channel-${name}`, title: `#${name}` })),
  complete: (typed, scope) => names(scope).filter((name) => name.startsWith(typed)),
  read(variable, scope, { cursor } = {}) {
    const known = names(scope);
    if (!known.includes(variable))
      return refuse('NOT_FOUND', {
        clause: '4.1',
        found: 'there is no such channel',
        next: `name one of ${known.join(', ')}`,
      });
    const postText = ({ at, text }: { readonly at: string; readonly text: string }) =>
      `**${spokenTime(at, scope.moment.calendar)}**\n\n${quote(text)}`;
    const whole = channelView(scope.reader, variable, { limit: 100, cursor });
    if (isRefusal(whole)) return whole;
    const limit = fittingRows(whole.posts.map((post) => [post, postText(post)]));
    const data = limit < whole.posts.length ? channelView(scope.reader, variable, { limit, cursor }) : whole;
    if (isRefusal(data)) return data;
    const posts = data.posts.map(postText);
    return {
      data: { ...data },
      markdown: page(
        `#${variable}`,
        ...(posts.length > 0 ? posts : ['Nothing was posted yet.']),
        goesOn(`ladder://channels/${variable}`, data.next_cursor),
      ),
    };
  },
});
