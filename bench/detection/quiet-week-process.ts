import { loadSite } from '../../src/config/load-site.js';
import { liveQuietWeek } from './quiet-week.js';

/** Run as a process with the arguments seed, start (ISO 8601) and seconds a step: prints what a quiet week came to. */
const [seed = '', start = '', step = ''] = process.argv.slice(2);
const stepSeconds = Number(step);
const site = await loadSite('sites/demo.yaml');
const week = liveQuietWeek(site, { seed: Number(seed), startMs: Date.parse(start), stepSeconds });
const points = (week.series * 7 * 86_400) / stepSeconds;
console.log(JSON.stringify({ points, titles: week.incidents.map(({ title }) => title) }));
