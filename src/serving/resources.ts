import { ResourceNotFoundError, type Server } from '@modelcontextprotocol/server';
import { prompts } from '../prompts/index.ts';
import { lookAhead, readResource, resources } from '../resources/index.ts';
import type { Scope } from '../resources/resource.ts';
import { standingNote } from '../rules/policy-changes/policy-on-record.ts';
import { isRefusal, refusalText } from '../rules/vocabulary/refusal.ts';
import type { Role } from '../rules/vocabulary/roles.ts';
import { watch } from './change-notifications.ts';
import { isWhole, masked, type Serving } from './defects.ts';

/** Given an address, what it needs is looked at before. */
type Scoped = <T>(look: (scope: Scope) => T, uri?: string) => Promise<T>;

export async function serveResources(server: Server, serving: Serving, listened?: ReadonlySet<string>): Promise<void> {
  const { role, ledger, library, log } = serving;
  const scoped: Scoped = (look, uri) =>
    masked('resources', log, async () => {
      const ahead = uri === undefined ? undefined : await lookAhead(uri, ledger);
      return ledger.read((reader, moment) => look({ reader, moment, library, ahead }));
    });
  serveReading(server, role, scoped);
  serveCompletion(server, scoped);
  await serveSubscriptions(server, serving, listened);
}

const mimeType = 'text/markdown';

function serveReading(server: Server, role: Role, scoped: Scoped): void {
  server.setRequestHandler('resources/list', (request) => {
    isWhole(request);
    return scoped((scope) => {
      const single = resources
        .filter((each) => !each.uri.includes('{'))
        .map(({ uri, name, title, description }) => ({ uri, name, title, description, mimeType }));
      const members = resources.flatMap(
        (each) => each.members?.(scope).map((member) => ({ ...member, description: each.description, mimeType })) ?? [],
      );
      return { resources: [...single, ...members] };
    });
  });
  server.setRequestHandler('resources/templates/list', (request) => {
    isWhole(request);
    const families = resources.filter((each) => each.uri.includes('{'));
    return {
      resourceTemplates: families.map(({ uri, name, title, description }) => ({
        uriTemplate: uri,
        name,
        title,
        description,
        mimeType,
      })),
    };
  });
  server.setRequestHandler('resources/read', ({ params: { uri } }) =>
    scoped((scope) => {
      const found = readResource(uri, scope);
      if (isRefusal(found)) throw new ResourceNotFoundError(uri, refusalText(found));
      // P2: a resource read by a policy that is not on record says so.
      const note = standingNote(scope.reader.policyStanding(), role);
      const noted = note === null ? {} : { policy_note: note };
      if (found.format === 'json') {
        const text = JSON.stringify({ ...found.data, ...noted });
        return { contents: [{ uri, mimeType: 'application/json', text }] };
      }
      const text = note === null ? found.markdown : `${note}\n\n${found.markdown}`;
      return { contents: [{ uri, mimeType, text }] };
    }, uri),
  );
}

async function serveSubscriptions(server: Server, { ledger }: Serving, listened?: ReadonlySet<string>): Promise<void> {
  const subscribed = await watch(server, ledger, listened);
  server.setRequestHandler('resources/subscribe', ({ params }) => {
    subscribed.add(params.uri);
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    subscribed.delete(params.uri);
    return {};
  });
}

/** As many as the protocol lets an answer hold. */
const mostCompletions = 100;

function serveCompletion(server: Server, scoped: Scoped): void {
  server.setRequestHandler('completion/complete', ({ params: { ref, argument, context } }) =>
    scoped((scope) => {
      const family = ref.type === 'ref/resource' ? resources.find((each) => each.uri === ref.uri) : undefined;
      const named = ref.type === 'ref/prompt' ? prompts.find((each) => each.name === ref.name) : undefined;
      const found =
        family?.complete?.(argument.value, scope, argument.name, context?.arguments) ??
        named?.complete?.(argument.name, argument.value, scope) ??
        [];
      const hasMore = found.length > mostCompletions;
      const values = found.slice(0, mostCompletions);
      return { completion: { values, ...(hasMore ? {} : { total: values.length }), hasMore } };
    }),
  );
}
