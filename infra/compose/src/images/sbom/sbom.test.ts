import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import type { FileEntry } from '../file-system';
import { billOfMaterials } from './bill-of-materials';
import { debianPackages } from './debian-packages';
import { parseBuildInfo } from './go-modules';
import type { Ingredient } from './ingredient';
import { npmPackages } from './npm-packages';

const file = (path: string, content: string): FileEntry => ({
  path,
  type: 'file',
  mode: 0o644,
  uid: 0,
  gid: 0,
  content: Buffer.from(content),
});

describe('what an image is made of', () => {
  it('is each npm package once, wherever it is nested, with our own', () => {
    const manifest = (name: string, version: string) => JSON.stringify({ name, version, license: 'MIT' });
    const entries = [
      file('/app/app/package.json', manifest('@firewatch/app', '0.1.0')),
      file('/app/node_modules/pg/package.json', manifest('pg', '8.0.0')),
      file('/app/node_modules/a/node_modules/@b/c/package.json', manifest('@b/c', '1.0.0')),
      file('/app/app/node_modules/@b/c/package.json', manifest('@b/c', '1.0.0')),
      file('/app/node_modules/pg/esm/package.json', '{"type":"module"}'),
      file('/app/node_modules/pg/test/package.json', manifest('not-a-package', '1.0.0')),
    ];
    expect(npmPackages(entries).map(({ name, version }) => `${name}@${version}`)).toEqual([
      '@firewatch/app@0.1.0',
      'pg@8.0.0',
      '@b/c@1.0.0',
    ]);
  });

  it('is each Debian package that is installed', () => {
    const status = [
      'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.36-9+deb12u13',
      'Package: gone\nStatus: deinstall ok config-files\nArchitecture: amd64\nVersion: 1',
    ].join('\n\n');
    expect(debianPackages([file('/var/lib/dpkg/status', `${status}\n`)])).toEqual([
      { kind: 'deb', name: 'libc6', version: '2.36-9+deb12u13', qualifiers: { arch: 'amd64' } },
    ]);
    expect(debianPackages([])).toEqual([]);
  });

  it('is each Go module as it was linked, and the library of Go', () => {
    const text = [
      '/tmp/x: go1.26.8',
      '\tpath\tfirewatch.dev/tools/daprd',
      '\tmod\tfirewatch.dev/tools/daprd\t(devel)\t',
      '\tdep\tgithub.com/dapr/dapr\tv1.16.0\th1:x=',
      '\tdep\texample.com/old\tv1.0.0',
      '\t=>\texample.com/new\tv1.0.1\th1:y=',
      '\tbuild\t-trimpath=true',
      '',
    ].join('\n');
    expect(parseBuildInfo(text).map(({ name, version }) => `${name}@${version}`)).toEqual([
      'std@1.26.8',
      'github.com/dapr/dapr@v1.16.0',
      'example.com/new@v1.0.1',
    ]);
  });
});

describe('a bill of materials', () => {
  const image = { reference: 'firewatch/app:dev', contentHash: 'ab'.repeat(32), time: new Date(0) };
  const ingredients: Ingredient[] = [
    { kind: 'deb', name: 'libc6', version: '2.36-9+deb12u13', qualifiers: { arch: 'amd64' } },
    { kind: 'npm', name: '@b/c', version: '1.0.0', license: 'MIT' },
    { kind: 'npm', name: 'odd', version: '1.0.0', license: 'SEE LICENSE IN ours.txt' },
    { kind: 'golang', name: 'github.com/dapr/dapr', version: 'v1.16.0' },
  ];

  it('is valid CycloneDX', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(billOfMaterials(image, ingredients))).toBeNull();
  });

  it('names each ingredient by its package URL', () => {
    const { components } = JSON.parse(billOfMaterials(image, ingredients)) as { components: { purl: string }[] };
    expect(components.map(({ purl }) => purl)).toEqual([
      'pkg:deb/debian/libc6@2.36-9+deb12u13?arch=amd64',
      'pkg:golang/github.com/dapr/dapr@v1.16.0',
      'pkg:npm/%40b/c@1.0.0',
      'pkg:npm/odd@1.0.0',
    ]);
  });

  it('is the same for the same image', () => {
    expect(billOfMaterials(image, ingredients)).toBe(billOfMaterials(image, ingredients.toReversed()));
  });
});
