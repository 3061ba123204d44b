import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import type { Ingredient } from './ingredient';

const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));

const licenses = new Contrib.License.Factories.LicenseFactory((expression) => {
  // What is no identifier of SPDX is kept as its publisher's words.
  throw new RangeError(`not checked: ${expression}`);
});

/** Whose bill it is. */
export interface Described {
  readonly reference: string;
  /** SHA-256 of its files, hexadecimal. */
  readonly contentHash: string;
  /** Of what it was made of: so that equal images have equal bills. */
  readonly time: Date;
}

/** @returns the bill of materials of an image as CycloneDX JSON */
export function billOfMaterials(image: Described, ingredients: readonly Ingredient[]): string {
  const described = new Models.Component(Enums.ComponentType.Container, image.reference, {
    bomRef: image.reference,
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], image.contentHash]]),
  });
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: described, timestamp: image.time }) });
  for (const ingredient of ingredients) {
    const component = componentOf(ingredient);
    bom.components.add(component);
    described.dependencies.add(component.bomRef);
  }
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf({ kind, name, version, license, qualifiers }: Ingredient): Models.Component {
  const cut = name.lastIndexOf('/');
  const [group, own] = cut === -1 ? [undefined, name] : [name.slice(0, cut), name.slice(cut + 1)];
  const namespace = kind === 'deb' ? 'debian' : group;
  const purl = new PackageURL(kind, namespace, own, version, qualifiers, undefined).toString();
  return new Models.Component(Enums.ComponentType.Library, own, {
    bomRef: purl,
    purl,
    version,
    ...(group === undefined ? {} : { group }),
    ...(license === undefined ? {} : { licenses: new Models.LicenseRepository([licenses.makeFromString(license)]) }),
  });
}
