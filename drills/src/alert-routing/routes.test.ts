import { resolvePaths } from '@firewatch/native';
import { readCatalogue } from '../catalogue/read-catalogue';
import { ALERTMANAGER_CONFIG, amtool, hasAmtool } from './amtool';

/** Labels of an alert, and the one receiver that is told. */
const ROUTES: readonly [labels: string, receiver: string][] = [
  ['alertname=ApiHighErrorRate severity=critical team=api service=task-service', 'slack-critical'],
  ['alertname=ApiAvailabilityBudgetBurn severity=critical team=api service=task-service', 'slack-critical'],
  ['alertname=ApiAvailabilityBudgetBurn severity=warning team=api service=task-service', 'slack-warning'],
  ['alertname=ApiTrafficAbsent severity=warning team=api service=task-service', 'slack-warning'],
  ['alertname=KafkaBrokerDown severity=critical team=events service=kafka', 'slack-critical'],
  ['alertname=KafkaConsumerLagHigh severity=warning team=events', 'slack-warning'],
  ['alertname=DaprSidecarDown severity=critical team=platform', 'slack-critical'],
  ['alertname=DaprStateErrors severity=critical team=platform service=consumer', 'slack-critical'],
  ['alertname=DaprStateSlow severity=warning team=platform service=consumer', 'slack-platform'],
  ['alertname=DaprIssuerCertificateExpiring severity=warning team=platform service=sentry', 'slack-platform'],
  ['alertname=DaprPublishFailing severity=critical team=events service=consumer-daprd', 'slack-critical'],
  ['alertname=DaprMessagesDropped severity=warning team=events service=consumer-daprd', 'slack-warning'],
  ['alertname=LogsNotIndexed severity=warning team=platform service=log-shipper', 'slack-platform'],
  ['alertname=Something severity=warning team=platform', 'slack-platform'],
  // By another webhook than the one that fails.
  [notificationsFailing('slack-critical'), 'slack-platform'],
  [notificationsFailing('slack-warning'), 'slack-platform'],
  [notificationsFailing('slack-unrouted'), 'slack-platform'],
  [notificationsFailing('dead-mans-switch'), 'slack-platform'],
  [notificationsFailing('slack-platform'), 'slack-critical'],
  ['alertname=NotificationsFailing severity=critical team=platform service=alertmanager', 'slack-platform'],
  // Told to the switch only, whatever else it is labelled with.
  ['alertname=Watchdog severity=none team=platform', 'dead-mans-switch'],
  ['alertname=Watchdog severity=critical team=platform', 'dead-mans-switch'],
  // No match: seen, and mended, not lost.
  ['alertname=Something', 'slack-unrouted'],
  ['', 'slack-unrouted'],
  ['alertname=Something severity=critical', 'slack-unrouted'],
  ['alertname=Something severity=warning', 'slack-unrouted'],
  ['alertname=Something severity=page team=api', 'slack-unrouted'],
  ['alertname=Something severity=Critical team=api', 'slack-unrouted'],
  ['alertname=Something team=platform', 'slack-unrouted'],
];

function notificationsFailing(receiver: string): string {
  return `alertname=NotificationsFailing severity=critical team=platform service=alertmanager receiver_name=${receiver}`;
}

const whereAmtoolIs = hasAmtool ? describe : describe.skip;

whereAmtoolIs('routes', () => {
  test.each(ROUTES)('{%s} goes to %s', (labels, receiver) => {
    const wanted = labels === '' ? [] : labels.split(' ');
    const test = ['config', 'routes', 'test', `--config.file=${ALERTMANAGER_CONFIG}`];
    expect(amtool(...test, `--verify.receivers=${receiver}`, ...wanted).trim()).toContain(receiver);
  });

  test('no alert of the rules goes unrouted', () => {
    for (const { alert, labels } of readCatalogue(resolvePaths().root).alerts) {
      const named = Object.entries({ alertname: alert, ...labels });
      // A label that is a template has a value only when the alert fires.
      const matchers = named.filter(([, value]) => !value.includes('{{')).map(([label, value]) => `${label}=${value}`);
      const told = amtool('config', 'routes', 'test', `--config.file=${ALERTMANAGER_CONFIG}`, ...matchers).trim();
      expect({ alert, told }).not.toEqual({ alert, told: 'slack-unrouted' });
    }
  });

  test('every receiver is told something', () => {
    const found = amtool('config', 'routes', 'show', `--config.file=${ALERTMANAGER_CONFIG}`);
    const receivers = [...found.matchAll(/receiver: ([\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(receivers)].sort()).toEqual([...new Set(ROUTES.map(([, receiver]) => receiver))].sort());
  });

  test('the check fails for a receiver that is not the one', () => {
    const test = ['config', 'routes', 'test', `--config.file=${ALERTMANAGER_CONFIG}`];
    expect(() => amtool(...test, '--verify.receivers=slack-warning', 'severity=critical', 'team=api')).toThrow();
  });
});
