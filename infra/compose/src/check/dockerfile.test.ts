import { basesOf, stagesOf } from './dockerfile';

const DOCKERFILE = `
ARG GO_IMAGE=golang:1.26.8-bookworm
ARG VERSION=1.16.0
FROM --platform=$BUILDPLATFORM \${GO_IMAGE} AS build
FROM scratch AS own
FROM own AS daprd
from daprio/placement:$VERSION as placement
`;

test('the stages of a Dockerfile, with the defaults of its arguments', () => {
  expect(stagesOf(DOCKERFILE)).toEqual([
    { name: 'build', base: 'golang:1.26.8-bookworm' },
    { name: 'own', base: 'scratch' },
    { name: 'daprd', base: 'own' },
    { name: 'placement', base: 'daprio/placement:1.16.0' },
  ]);
});

test('of its bases those that are pulled', () => {
  expect(basesOf(DOCKERFILE)).toEqual(['golang:1.26.8-bookworm', 'daprio/placement:1.16.0']);
});
