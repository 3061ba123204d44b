import { scaleTemplate } from './template';

const scale = (template: string) => scaleTemplate(template, 10);

test.each([
  ['in double quotes', '{{ query "rate(x[5m])" | first | value }}', '{{ query "rate(x[30s])" | first | value }}'],
  ['in back quotes', '{{ query `rate(x{a="b"}[5m])` }}', '{{ query `rate(x{a="b"}[30s])` }}'],
  [
    'with escaped quotes',
    '{{ with query "sum(rate(x{job=\\"kafka\\"}[5m]))" }}{{ . }}{{ end }}',
    '{{ with query "sum(rate(x{job=\\"kafka\\"}[30s]))" }}{{ . }}{{ end }}',
  ],
  ['twice', '{{ query "x[5m]" }} of {{ query "y[10m]" }}', '{{ query "x[30s]" }} of {{ query "y[1m]" }}'],
])('the durations of a query %s are divided', (_, template, divided) => {
  expect(scale(template)).toBe(divided);
});

test.each([
  ['the text', 'over [5m], that is 5 minutes'],
  ['another string', '{{ printf "x[5m]" }}'],
  ['a field of that name', '{{ .query "x[5m]" }}'],
  ['a query without a duration', '{{ with query "sum(up{job=\\"kafka\\"})" }}{{ . | first | value }}{{ end }}'],
])('%s stays', (_, template) => {
  expect(scale(template)).toBe(template);
});

test.each([
  ['made by a function', '{{ query (printf "rate(%s[5m])" .Labels.x) }}', 'has to be a string'],
  ['piped', '{{ "rate(x[5m])" | query }}', 'has to be a string'],
  ['that is no PromQL', '{{ query "rate(x[5m" }}', 'no PromQL'],
  ['with an unknown escape', '{{ query "x\\q[5m]" }}', 'cannot be read'],
])('a query %s is refused', (_, template, message) => {
  expect(() => scale(template)).toThrow(message);
});
