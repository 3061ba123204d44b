import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { QUIET, START } from './calm-drills';
import { listDrills, loadDrill, otherSeverities, requireDrillable } from './load-drill';

const runbooks = path.join(resolvePaths().root, 'runbooks');

test('every page with a drill is one, with the block that mends its fault', () => {
  const drills = listDrills(runbooks);
  expect(drills.length).toBeGreaterThanOrEqual(4);
  for (const { mitigation } of drills) expect(mitigation).toMatchObject({ section: 'Mitigation', changes: true });
});

test('an alert without a drill, and one that is not there, are refused with the drills there are', () => {
  for (const name of ['Watchdog', 'NoSuchAlert', '../README'])
    expect(() => loadDrill(runbooks, name)).toThrow(
      new RegExp(
        `There is no drill "${name.replaceAll('.', '\\.')}"\\. The drills are: .*KafkaBrokerDown.*, quiet, start\\.`,
      ),
    );
});

test('where a page and a ticket have one name, the drill is about the one that its labels name', () => {
  expect(otherSeverities(loadDrill(runbooks, 'ApiAvailabilityBudgetBurn'))).toEqual(['warning']);
  expect(otherSeverities(loadDrill(runbooks, 'KafkaBrokerDown'))).toEqual([]);
});

test('a drill that works natively only is refused in containers, with its reason', () => {
  const content = { runbooks, alerts: '' };
  const refused = listDrills(runbooks).filter(({ declared }) => declared.native_only !== undefined);
  expect(refused.length).toBeGreaterThan(0);
  for (const { alert, declared } of refused) {
    expect(() => requireDrillable(alert, { content, runtime: 'native' })).not.toThrow();
    expect(() => requireDrillable(alert, { content, runtime: 'compose' })).toThrow(
      `${alert} can be drilled on the native platform only: ${declared.native_only}.`,
    );
  }
  for (const name of ['KafkaBrokerDown', QUIET])
    expect(() => requireDrillable(name, { content, runtime: 'compose' })).not.toThrow();
  expect(() => requireDrillable(START, { content, runtime: 'compose' })).toThrow(/start can be drilled on the native/);
});
