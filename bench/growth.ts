import { join } from 'node:path';
import { connect, program, tempFolder } from './house.ts';
import { inBlocks, type Row, ratio } from './measure.ts';

const people = 100;
let acts = 0;

/** A note that no other repeats, by one of a hundred people. */
const note = (account: string, n: number) => ({
  account,
  contact: { name: 'Jo Doe', email: `jo-${n % people}@${account}` },
  observed_at: '2026-04-20T09:00:00-04:00',
  source: 'LinkedIn notifications',
  signal: { type: 'E1', interaction: 'share', object: `https://www.linkedin.com/posts/${acts++}` },
});

const domainOf = (signals: number) => `signals-${signals}.com`;

/** How reading and writing grow with the signals of an account: each size against the least, in blocks of one kind of call. */
export async function growthRows(sizes: readonly number[], rounds: number): Promise<readonly Row[]> {
  const server = await connect([program, 'serve'], {
    LADDER_DB: join(tempFolder(), 'l.db'),
    LADDER_ROLE: 'mining.mind',
  });
  for (const size of sizes)
    for (let n = 0; n < size; n++) await server.call('file_signal_note', note(domainOf(size), n));
  const reading = sizes.map((size) => ({
    name: `explain ${size}`,
    work: () => server.call('explain_account', { account: domainOf(size) }),
  }));
  const writing = sizes.map((size) => ({
    name: `write ${size}`,
    work: (n: number) => server.call('file_signal_note', note(domainOf(size), n)),
  }));
  const how = { warmUp: 20, rounds, block: 10 };
  const read = await inBlocks(reading, how);
  const written = await inBlocks(writing, { ...how, warmUp: 5 });
  await server.close();
  const [least = 1, ...larger] = sizes;
  return larger.flatMap((size) => {
    const of = `an account of ${size} signals and ${Math.min(size, people)} contacts against one of ${least}`;
    const against = (medians: ReadonlyMap<string, number>, kind: string, what: string) =>
      ratio(what, medians.get(`${kind} ${least}`) ?? Number.NaN, medians.get(`${kind} ${size}`) ?? Number.NaN, 1.5);
    return [
      against(read, 'explain', `explain_account on ${of}`),
      against(written, 'write', `file_signal_note on ${of}`),
    ];
  });
}
