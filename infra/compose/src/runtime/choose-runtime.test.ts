import { chooseForStart, chooseForUse, parseRuntime, requireNative, type Surroundings } from './choose-runtime';

/** An engine that answers, all images, nothing that runs; and what was asked. */
function around(different: Partial<Surroundings> = {}) {
  const asked: string[] = [];
  const surroundings: Surroundings = {
    isNativeUp: () => false,
    isComposeUp: () => Promise.resolve(false),
    engineProblem: () => Promise.resolve(undefined),
    images: () => Promise.resolve({ available: true, reason: 'an engine answers and has all images' }),
    ...different,
  };
  const noting = Object.entries(surroundings).map(([name, ask]: [string, () => unknown]) => [
    name,
    () => {
      asked.push(name);
      return ask();
    },
  ]);
  return { ...(Object.fromEntries(noting) as unknown as Surroundings), asked };
}

const native = { isNativeUp: () => true };
const compose = { isComposeUp: () => Promise.resolve(true) };
const noEngine = { engineProblem: () => Promise.resolve({ reason: 'no container engine answers', advice: '' }) };
const noImages = { images: () => Promise.resolve({ available: false, reason: '3 images are not here' }) };

describe('for a start', () => {
  test.each<[string, Partial<Surroundings>, 'native' | 'compose', RegExp]>([
    ['containers can be run', {}, 'compose', /^since an engine answers and has all images$/],
    ['there is no engine', noEngine, 'native', /^since no container engine answers$/],
    ['images are missing', noImages, 'native', /^since 3 images are not here$/],
    ['it runs natively', native, 'native', /^since the platform runs natively already$/],
    ['it runs in containers', compose, 'compose', /^since the platform runs in containers already$/],
  ])('nothing said, and %s', async (_, different, runtime, reason) => {
    const choice = await chooseForStart(undefined, around(different));
    expect(choice.runtime).toBe(runtime);
    expect(choice.reason).toMatch(reason);
  });

  test('what is asked for is taken, without asking for engine or images', async () => {
    const surroundings = around(noEngine);
    await expect(chooseForStart('compose', surroundings)).resolves.toMatchObject({ runtime: 'compose' });
    expect(surroundings.asked).toEqual(['isNativeUp', 'isComposeUp']);
  });

  test('natively, a platform that runs in containers is in the way, and the other way round', async () => {
    await expect(chooseForStart('native', around(compose))).rejects.toThrow(
      'The platform runs in containers: make dev-down first, or RUNTIME=compose.',
    );
    await expect(chooseForStart('compose', around(native))).rejects.toThrow(
      'The platform runs natively: make dev-down first, or RUNTIME=native.',
    );
  });

  test('what runs natively is started again without a word to any engine', async () => {
    const surroundings = around(native);
    await chooseForStart(undefined, surroundings);
    expect(surroundings.asked).toEqual(['isNativeUp']);
  });
});

describe('for use', () => {
  test('what runs is used, what is asked for goes before, native is the last resort', async () => {
    await expect(chooseForUse(undefined, around(native))).resolves.toBe('native');
    await expect(chooseForUse(undefined, around(compose))).resolves.toBe('compose');
    await expect(chooseForUse('compose', around(native))).resolves.toBe('compose');
    await expect(chooseForUse(undefined, around())).resolves.toBe('native');
  });
});

describe('what works natively only', () => {
  test('is refused in containers, and says so', async () => {
    await expect(requireNative('compose', 'drill', around())).rejects.toThrow(
      'make drill works on the native platform only, so far: leave out RUNTIME=compose.',
    );
    await expect(requireNative(undefined, 'drill', around(compose))).rejects.toThrow('make dev-up RUNTIME=native');
  });

  test('goes on where the platform runs natively, or nowhere', async () => {
    await expect(requireNative(undefined, 'drill', around(native))).resolves.toBeUndefined();
    await expect(requireNative('native', 'drill', around())).resolves.toBeUndefined();
  });
});

test('RUNTIME is native, compose or nothing', () => {
  expect([parseRuntime(''), parseRuntime('native'), parseRuntime('compose')]).toEqual([undefined, 'native', 'compose']);
  expect(() => parseRuntime('docker')).toThrow('RUNTIME has to be native, compose or nothing; it is "docker".');
});
