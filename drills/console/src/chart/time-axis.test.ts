import { labelTimes } from './time-axis';

const at = (text: string): number => Date.parse(text) / 1000;

it('says as much of a time as the step needs, and the day where it begins', () => {
  expect(labelTimes([at('2026-11-24T03:00:00Z'), at('2026-11-24T03:00:30Z')], 30)).toEqual(['03:00:00', '03:00:30']);
  expect(labelTimes([at('2026-11-23T23:00:00Z'), at('2026-11-24T00:00:00Z')], 3_600)).toEqual(['23:00', '11-24']);
  expect(labelTimes([at('2026-11-24T00:00:00Z')], 86_400)).toEqual(['11-24']);
});
