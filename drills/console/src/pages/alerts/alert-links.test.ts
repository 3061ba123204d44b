import type { AlertNow } from '../../../../src/console/api';
import { linksOf } from './alert-links';

const alert: AlertNow = {
  name: 'KafkaBrokerDown',
  state: 'firing',
  since: '2026-11-24T03:15:00Z',
  labels: { service: 'kafka', alertname: 'KafkaBrokerDown', broker: '"2\\' },
  annotations: { runbook_url: 'http://localhost:8088/runbooks/KafkaBrokerDown' },
  expression: 'up == 0',
};

const hrefOf = (of: AlertNow, title: string): string | undefined =>
  linksOf(of).find((link) => link.title === title)?.href;

it('leads to everything that the alert names', () => {
  expect(linksOf(alert).map(({ title }) => title)).toEqual(['Runbook', 'Graph', 'Traces', 'Logs', 'Silence']);
  expect(hrefOf(alert, 'Graph')).toBe('/graph?g0.expr=up+%3D%3D+0');
});

it('begins traces and log a quarter of an hour before the condition, the log for every process of the service', () => {
  expect(hrefOf(alert, 'Traces')).toBe(`/traces?service=kafka&from=${Date.parse('2026-11-24T03:00:00Z')}&to=now`);
  const url = new URL(hrefOf(alert, 'Logs') ?? '', 'http://console');
  expect(url.searchParams.get('query')).toBe('service.name:kafka*');
  expect(Number(url.searchParams.get('from'))).toBe(Date.parse('2026-11-24T03:00:00Z'));
});

it('prepares a silence of this alert alone, its values quoted', () => {
  const url = new URL(hrefOf(alert, 'Silence') ?? '', 'http://console');
  expect(url.searchParams.get('filter')).toBe('{alertname="KafkaBrokerDown", broker="\\"2\\\\", service="kafka"}');
});

it('has no links that lead nowhere', () => {
  const foreign = { ...alert, labels: { alertname: 'A' }, annotations: {} };
  delete (foreign as { expression?: string }).expression;
  expect(linksOf(foreign).map(({ title }) => title)).toEqual(['Silence']);
});
