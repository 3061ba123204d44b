import { emptyUntilFault } from '@firewatch/dashboards';
import { resolvePaths } from '@firewatch/native';
import { readCatalogue } from './read-catalogue';

test.each(emptyUntilFault)('$dashboard: "$panel" waits for a fault that a drill injects: $fault', ({ fault }) => {
  const drilled = readCatalogue(resolvePaths().root).runbooks.flatMap(({ drill }) =>
    drill === 'undrilled' ? [] : [drill.fault.name as string],
  );
  expect(drilled).toContain(fault);
});
