import fs from 'node:fs';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { chooseImages, readOwnImages } from './own-images';

const { root } = resolvePaths();
const images = readOwnImages(root);

it('finds each image once, with the stage that makes it', () => {
  expect(images.map(({ name }) => name).toSorted()).toEqual(
    ['app', 'daprd', 'dapr-dashboard', 'kafka', 'placement', 'pod', 'scheduler', 'sentry', 'tools'].toSorted(),
  );
});

it.each(images)('knows a stage $target of $dockerfile', ({ dockerfile, target }) => {
  expect(fs.readFileSync(path.join(root, dockerfile), 'utf8')).toMatch(new RegExp(`^FROM \\S+ AS ${target}$`, 'm'));
});

it('takes all when none is named, and else those', () => {
  expect(chooseImages(images, [])).toEqual(images);
  expect(chooseImages(images, ['pod']).map(({ name }) => name)).toEqual(['pod']);
});

it('lists what there is when one is named that there is not', () => {
  expect(() => chooseImages(images, ['ap', 'pod'])).toThrow(/no image ap\. Ours are: .*app/);
});
