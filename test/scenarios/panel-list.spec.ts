import { expect, it } from '@jest/globals';
import { expectedLines, listedPanels } from './panel-list.js';
import { mayBeEmpty } from './panel-run.js';

it('docs/grafana-panels.md lists exactly the queries that the dashboards have, with their rows in both modes', () => {
  const listed = listedPanels();
  expect(listed.map((line) => line.slice(0, -2))).toEqual(expectedLines());
  const without = listed.filter(
    ([, , panel = '', ...cells]) =>
      !mayBeEmpty(panel) && !cells.slice(-2).every((count) => /^\d+$/.test(count) && Number(count) > 0),
  );
  expect(without).toEqual([]);
});
