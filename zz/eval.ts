import { readFileSync } from 'node:fs';
import { judge } from '../test/rules/copy/example.ts';
const show = process.argv[3] === 'show';
const by = new Map<string, number[]>();
for (const e of JSON.parse(readFileSync(process.argv[2]!, 'utf8'))) {
  const c = judge(e.rule, { body: 'x', ...e.message_overrides }, e.context_overrides);
  const k = `${e.rule} ${e.expect}`; const [ok = 0, all = 0] = by.get(k) ?? [];
  const good = e.expect === 'fail' ? c.verdict === 'fail' : c.verdict !== 'fail';
  by.set(k, [ok + Number(good), all + 1]);
  if (show && !good) console.log(k, JSON.stringify(e.message_overrides), JSON.stringify(e.context_overrides), c.because);
}
for (const [k, v] of [...by].sort()) console.log(k, v.join('/'));
