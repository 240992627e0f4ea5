import { searchSending } from '../test/properties/sending-search.ts';
const from = process.cpuUsage();
const r = searchSending({ states: 10_000_000 });
const c = process.cpuUsage(from);
console.log(JSON.stringify({ ...r, cpu_s: (c.user + c.system) / 1e6 }));
